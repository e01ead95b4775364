const require_parse_options=require("./parse-options-C-QJLM3x.cjs");const examples=`
Reads the two decisive source files from each release's zip on the module proxy,
about 300 KB of 75 MB. Such a verdict is marked "unverified": nothing was run, and a
part of a zip cannot be checked against the checksum database.

Examples:
  cgoprof-repro scan                          every release since 1.20
  cgoprof-repro scan 1.23.x 1.24.x --include-rc
  cgoprof-repro scan all --format json
`;function addScanOptions(root){return root.command(`scan`).description(`read the sources of many releases, without installing or running them`).argument(`[spec...]`,`which releases`,[`all`]).option(`--include-rc`,`let ranges and lines select release candidates`).option(`--exclude <spec>`,`leave these out; repeatable`,require_parse_options.n).addHelpText(`after`,examples)}function addScanCommand(root,context){addScanOptions(root).action(async(specs,_options,command)=>{const{scanAction}=await Promise.resolve().then(()=>require("./scan-action-DDdEQvyl.cjs"));await scanAction(specs,command.optsWithGlobals(),context)})}exports.addScanCommand=addScanCommand;