const require_table=require("./table-C7lvFV0z.cjs");const examples=`
Examples:
  cgoprof-repro explain                  the list of topics
  cgoprof-repro explain bug              what ${require_table.n.name} is, in one picture
  cgoprof-repro explain profile-crash    what a probe asks and what its answers mean
  cgoprof-repro explain exit-codes
`;function addExplainCommand(root){root.command(`explain`).description(`say what the bug, a probe, a signature, an outcome, a verdict or an error is`).argument(`[topic]`,`a name from a report or an error; without it: the list of topics`).addHelpText(`after`,examples).action(async(topic,_options,command)=>{const{explainAction}=await Promise.resolve().then(()=>require("./explain-action-BM_8Uq62.cjs"));await explainAction(topic,command.optsWithGlobals())})}exports.addExplainCommand=addExplainCommand;