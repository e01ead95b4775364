const require_esm=require("./esm-RwvEAqq7.cjs");const require_target=require("./target-CDTN4qK3.cjs");const require_parse_options=require("./parse-options-C-QJLM3x.cjs");const examples=`
Each release line is a history of its own: 1.23.8 has the fix, and 1.24.0, which came
out before it, does not. Both ends of a line are run first, then releases in between;
both sides of every boundary are run twice. The static scan says where to look first.

Examples:
  cgoprof-repro bisect                               every line since 1.20
  cgoprof-repro bisect --line 1.23 --line 1.24
  cgoprof-repro bisect --good 1.23.8 --bad 1.23.0 --find-fix
  cgoprof-repro bisect --resume                      continue one that was interrupted
`;function addBisectOptions(root){return root.command(`bisect`).description(`find the releases that brought the bug and the fix, line by line, by running them`).option(`--line <line>`,`only this release line; repeatable`,require_parse_options.n).option(`--good <release>`,`search between this release …`).option(`--bad <release>`,`… and this one`).option(`--find-fix`,`only look for the end of the bug`).option(`--thorough`,`do not skip runs because of the scan: examine every longer stretch`).option(`--include-rc`,`release candidates too`).option(`--resume`,`continue the bisect that was interrupted`).option(`--race`,`build with the race detector`).addOption(new require_esm.a(`--buildmode <mode>`,`how to link`).choices(require_target.t).default(`exe`)).option(`--cc <compiler>`,`C compiler, with arguments if needed (default: $CC, or gcc)`).addHelpText(`after`,examples)}function addBisectCommand(root,context){addBisectOptions(root).action(async(_options,command)=>{const{bisectAction}=await Promise.resolve().then(()=>require("./bisect-action-CoLZJa6V.cjs"));await bisectAction(command.optsWithGlobals(),context)})}exports.addBisectCommand=addBisectCommand;