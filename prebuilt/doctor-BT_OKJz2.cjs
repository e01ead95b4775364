const examples=`
Examples:
  cgoprof-repro doctor
  cgoprof-repro doctor --offline         skip the network
  cgoprof-repro doctor --deep            count the files of the cache instead of adding up kept sizes
  cgoprof-repro doctor --format json

Exit codes: 0 no problem (warnings do not count), 1 something is missing; each line says what to type.
`;function addDoctorCommand(root,context){root.command(`doctor`).description(`check that this machine has what runs need, and say what to type where something is missing`).option(`--deep`,`count the files of the cache, whose sizes are otherwise kept`).addHelpText(`after`,examples).action(async(_options,command)=>{const{doctorAction}=await Promise.resolve().then(()=>require("./doctor-action-BZRAZ0es.cjs"));await doctorAction(command.optsWithGlobals(),context)})}exports.addDoctorCommand=addDoctorCommand;