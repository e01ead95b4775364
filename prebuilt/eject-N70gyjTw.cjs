const examples=`
Examples:
  cgoprof-repro eject repro && cd repro && go build
  cgoprof-repro eject repro --force      write over an earlier copy

The folder is a Go module of its own with a README; nothing in it needs this tool.
`;function addEjectCommand(root){root.command(`eject`).description(`write the program that runs use as a module of its own, ready for a bug report`).argument(`<dir>`,`a new or empty folder`).option(`--force`,`write into a folder that is not empty`).addHelpText(`after`,examples).action(async(folder,_options,command)=>{const{ejectAction}=await Promise.resolve().then(()=>require("./eject-action-De7EBABc.cjs"));await ejectAction(folder,command.optsWithGlobals())})}exports.addEjectCommand=addEjectCommand;