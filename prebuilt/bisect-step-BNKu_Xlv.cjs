const examples=`
Exit codes, as git-bisect(1) wants them: 0 the old state, 1 the new one, 125 cannot be
tested, 128 and more: stop, this is not the commit's fault.

Examples:
  git bisect start BAD GOOD
  git bisect run cgoprof-repro bisect-step --reuse-tools

  git bisect start --term-old=affected --term-new=fixed FIXED AFFECTED
  git bisect run cgoprof-repro bisect-step --find-fix
`;function addBisectStepOptions(root){return root.command(`bisect-step`).description("for `git bisect run` inside a Go source checkout: build this tree and ask it").option(`--reuse-tools [release]`,`use the compiler of this release (default: the nearest) if the sources of both agree`).option(`--find-fix`,`look for the commit that fixed it`).option(`--cc <compiler>`,`C compiler, with arguments if needed (default: $CC, or gcc)`).addHelpText(`after`,examples)}function addBisectStepCommand(root,context){addBisectStepOptions(root).action(async(_options,command)=>{const{bisectStepAction}=await Promise.resolve().then(()=>require("./bisect-step-action-Cn8GAFBV.cjs"));await bisectStepAction(command.optsWithGlobals(),context)})}exports.addBisectStepCommand=addBisectStepCommand;