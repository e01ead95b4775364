const require_standard_streams=require("./standard-streams-Dyo5m0ni.cjs");function describeCommand(command,path=[],inherited=[]){const options=[...command.options.filter(({hidden})=>!hidden).map(describeOption),...inherited];const forSubcommands=options.filter(({names})=>!names.includes(`--version`));const subcommands=command.commands.map(child=>describeCommand(child,[...path,child.name()],forSubcommands));const whenNoneIsNamed=subcommands.find(({path:names})=>defaults.has(names.join(` `)));return{path,description:command.description(),options:uniqueByNames([...options,...whenNoneIsNamed?.options??[],help]),words:command.registeredArguments[0]?.argChoices??[],subcommands}}const defaults=/* @__PURE__ */ new Set([`run`,`report show`]);const describeOption=option=>({names:[option.short,option.long].filter(name=>name!==void 0),description:option.description,takesValue:option.required||option.optional,choices:option.argChoices??[]});const help={names:[`-h`,`--help`],description:`display help for command`,takesValue:false,choices:[]};function uniqueByNames(options){return[...new Map(options.map(option=>[option.names.at(-1),option])).values()]}function allCommands(command){return[command,...command.subcommands.flatMap(allCommands)]}function bashScript(program,root){const commands=allCommands(root);const name=program.replaceAll(`-`,`_`);return`# ${program} completion for bash
_${name}() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} path='' word i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    case "$path/$word" in
${commands.filter(({path})=>path.length>0).map(({path})=>`      '/${path.join(`/`)}') path='/${path.join(`/`)}' ;;`).join(`
`)}
    esac
  done
  case "$path $prev" in
${commands.flatMap(optionCases).join(`
`)}
  esac
  local words=''
  case "$path" in
${commands.map(wordCase).join(`
`)}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  [[ \${#COMPREPLY[@]} -eq 0 && $cur != -* ]] && COMPREPLY=($(compgen -f -- "$cur"))
}
complete -o filenames -F _${name} ${program}
`}const pathOf=({path})=>path.map(name=>`/${name}`).join(``);function optionCases(command){const taking=command.options.filter(({takesValue})=>takesValue);const chosen=taking.filter(({choices})=>choices.length>0).map(({names,choices})=>`    ${patterns(command,names)}) COMPREPLY=($(compgen -W '${choices.join(` `)}' -- "$cur")); return ;;`);const open=taking.filter(({choices})=>choices.length===0).flatMap(({names})=>names);return open.length===0?chosen:[...chosen,`    ${patterns(command,open)}) COMPREPLY=($(compgen -f -- "$cur")); return ;;`]}const patterns=(command,names)=>names.map(name=>`'${pathOf(command)} ${name}'`).join(` | `);function wordCase(command){const words=[...command.subcommands.map(({path})=>path.at(-1)??``),...command.words,...command.options.flatMap(({names})=>names)];return`    '${pathOf(command)}') words='${words.join(` `)}' ;;`}function fishScript(program,root){return`# ${program} completion for fish\n${allCommands(root).flatMap(command=>{const when=condition(command);return[...command.subcommands.map(({path,description})=>`${when} -a ${quote$1(path.at(-1)??``)} -d ${quote$1(description)}`),...command.words.map(word=>`${when} -a ${quote$1(word)}`),...command.options.map(option=>`${when} ${optionWords(option)}`)].map(line=>`complete -c ${program} ${line}`)}).join(`
`)}\n`}function condition({path,subcommands}){const below=subcommands.map(child=>child.path.at(-1)).join(` `);const seen=path.map(name=>`__fish_seen_subcommand_from ${name}`);const notBelow=below===``?[]:[`not __fish_seen_subcommand_from ${below}`];const tests=[...seen,...notBelow];return tests.length===0?``:`-n ${quote$1(tests.join(`; and `))}`}function optionWords({names,description,takesValue,choices}){const spelled=names.map(name=>name.startsWith(`--`)?`-l ${name.slice(2)}`:`-s ${name.slice(1)}`);const value=choices.length>0?[`-x -a ${quote$1(choices.join(` `))}`]:takesValue?[`-r`]:[];return[...spelled,...value,`-d ${quote$1(description)}`].join(` `)}const quote$1=text=>`'${text.replaceAll(`\\`,`\\\\`).replaceAll(`'`,`\\'`)}'`;function zshScript(program,root){const functions=allCommands(root).map(command=>commandFunction(program,command));const main=functionName(program,root);return`#compdef ${program}
# ${program} completion for zsh

${functions.join(`

`)}

if [ "$funcstack[1]" = "_${program}" ]; then
  ${main} "$@"
else
  compdef ${main} ${program}
fi
`}function commandFunction(program,command){const{options,subcommands,words}=command;const name=functionName(program,command);const specs=options.flatMap(optionSpecs);if(subcommands.length===0){const rest=words.length>0?`'1:word:(${words.join(` `)})'`:`'*:file:_files'`;return`${name}() {\n  _arguments ${[...specs,rest].join(` \\
    `)}\n}`}const described=subcommands.map(({path,description})=>quote(`${path.at(-1)??``}:${description.replaceAll(`:`,`\\:`)}`));const cases=subcommands.map(child=>`        ${child.path.at(-1)??``}) ${functionName(program,child)} ;;`);return`${name}() {
  local context state line
  typeset -A opt_args
  _arguments -C ${[...specs,`'1:command:->command'`,`'*::argument:->argument'`].join(` \\
    `)}
  case $state in
    command)
      local -a commands=(${described.join(` `)})
      _describe command commands
      ;;
    argument)
      case $line[1] in
${cases.join(`
`)}
      esac
      ;;
  esac
}`}const functionName=(program,{path})=>`_${[program,...path].join(`_`).replaceAll(`-`,`_`)}`;function optionSpecs({names,description,takesValue,choices}){const text=description.replaceAll(/[[\]\\:]/g,`\\$&`);const value=choices.length>0?`:value:(${choices.join(` `)})`:takesValue?`:value:_files`:``;return names.map(name=>quote(`*${name}[${text}]${value}`))}const quote=text=>`'${text.replaceAll(`'`,`'\\''`)}'`;const scripts={bash:bashScript,zsh:zshScript,fish:fishScript};async function completionAction(shell,root){await require_standard_streams.printExactly(scripts[shell](root.name(),describeCommand(root)))}exports.completionAction=completionAction;