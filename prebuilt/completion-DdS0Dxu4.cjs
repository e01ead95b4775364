const require_esm=require("./esm-RwvEAqq7.cjs");const examples=`
Examples:
  source <(cgoprof-repro completion bash)
  cgoprof-repro completion zsh > "\${fpath[1]}/_cgoprof-repro"
  cgoprof-repro completion fish > ~/.config/fish/completions/cgoprof-repro.fish
`;function addCompletionCommand(root){root.command(`completion`).description(`print a completion script for a shell`).addArgument(new require_esm.t(`<shell>`,`which shell`).choices([`bash`,`zsh`,`fish`])).addHelpText(`after`,examples).action(async shell=>{const{completionAction}=await Promise.resolve().then(()=>require("./completion-action-DaGWOjLG.cjs"));await completionAction(shell,root)})}exports.addCompletionCommand=addCompletionCommand;