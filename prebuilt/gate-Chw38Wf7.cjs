const require_esm=require("./esm-RwvEAqq7.cjs");const require_parse_options=require("./parse-options-C-QJLM3x.cjs");const examples=`
A SUBJECT is recognised by its content:
  a repository's folder     every place that pins Go: go.mod, Dockerfiles, workflows, …
                            and the compiled files and archives that git tracks
  a compiled file           program, .so, .a, .dll, .dylib: its machine code is judged
  an archive                tar, tar.gz, zip, wheel, jar, deb, saved image: all of these inside it
  a toolchain               a GOROOT, a go command, or a SPEC (1.23.7, 1.23.x, local)
  -                         a list of subjects on standard input
Without a SUBJECT: those of the policy .cgoprof-repro.yml, or else this folder.

Examples:
  cgoprof-repro gate                        the pins of this repository
  cgoprof-repro gate --dry-run | git apply  … and the edits that fix them
  cgoprof-repro gate dist/app libfoo.so     the shipped files
  cgoprof-repro gate -r dist --require fixed
  cgoprof-repro gate local --run            the Go that builds here, also by running a program
  cgoprof-repro gate --pid 4242             a running process and its libraries

Exit codes: 0 passed  3 failed  4 something could not be decided
            1 something that was named does not exist, or no answer  2 wrong usage
`;function addGateOptions(root){return root.command(`gate`).description(`keep the bug out: judge toolchains, version pins and shipped files, by a policy`).argument(`[subject...]`,`what to judge`).option(`-r, --recursive`,`judge every file in folders, not only pins and tracked files`).option(`--pid <n>`,`judge a running process (Linux); repeatable`,require_parse_options.u).option(`--run`,`also run a program built with each toolchain`).option(`--fix`,`make the edits of pins that are certain, then judge`).option(`--dry-run`,`print these edits as a diff instead of a report, and change nothing`).option(`--policy <file>`,`the policy (default: .cgoprof-repro.yml when there is one)`).addOption(new require_esm.a(`--require <what>`,`fail for undecided findings too`).choices([`fixed`])).option(`--fail-on <verdicts>`,`further verdicts that fail: inconclusive, not-applicable`,require_parse_options.o).option(`--as-of <date>`,`judge acceptances as of this day, YYYY-MM-DD (default: today)`,require_parse_options.i).addHelpText(`after`,examples)}function addGateCommand(root,context){addGateOptions(root).action(async(subjects,_options,command)=>{const{gateAction}=await Promise.resolve().then(()=>require("./gate-action-BFeD95QP.cjs"));await gateAction(subjects,command.optsWithGlobals(),context)})}exports.addGateCommand=addGateCommand;