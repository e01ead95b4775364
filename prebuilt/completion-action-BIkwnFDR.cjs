const require_table=require("./table-D_c1r831.cjs");const require_standard_streams=require("./standard-streams-DnmRCi4X.cjs");const require_unreachable=require("./unreachable-BqSO2HDY.cjs");const require_interruption=require("./interruption-CjjxPwGf.cjs");const require_layout=require("./layout-DiZEHjUy.cjs");const require_catalogue=require("./catalogue-DwWqeKuj.cjs");const require_spec=require("./spec-CkKWiuEu.cjs");const require_format=require("./format-B4mBu0sm.cjs");const require_verdict=require("./verdict-B1QQZyhg.cjs");const require_target=require("./target-D6GQrgyj.cjs");const require_parse_options=require("./parse-options-C1cGn_g3.cjs");const require_asked_targets=require("./asked-targets-BYc8vfSd.cjs");const require_choose_target=require("./choose-target-C904SWtt.cjs");const require_find_topic=require("./find-topic-AYcNf1Xr.cjs");function describeCommand(command,known,path=[]){const helper=command.createHelp();const children=helper.visibleCommands(command);const names=children.map(child=>child.name());const subcommands=children.map(child=>{const described=describeCommand(child,known,[...path,child.name()]);return isHelp(child)?{...described,argument:{kind:`words`,words:names}}:described});const usual=subcommands.find(child=>defaults.has(child.path.join(` `)));const own=require_layout.t(command,helper).map(option=>describeOption(option,known,path));return{path,description:helper.subcommandDescription(command),options:uniqueByName([...own,...usual?.options??[]]),argument:argumentOf(command,known,path)??usual?.argument??null,subcommands}}const isHelp=command=>command.name()===`help`;const defaults=/* @__PURE__ */ new Set([`run`,`report show`]);function describeOption(option,known,path){const{short,long=``,description,argChoices,flags,required,optional}=option;const placeholder=/[<[](.+)[>\]]/.exec(flags)?.[1]??``;const names=[`${path.join(` `)} ${long}`,long,`<${placeholder}>`];return{names:[short,long].filter(name=>name!==void 0),description,value:required||optional?{values:valuesOf(argChoices,names,known),optional}:null}}function argumentOf(command,known,path){const argument=command.registeredArguments[0];if(argument===void 0)return null;const name=`<${argument.name()}>`;return valuesOf(argument.argChoices,[`${path.join(` `)} ${name}`,name],known)}function valuesOf(choices,names,known){if(choices!==void 0)return{kind:`words`,words:choices};const name=names.find(candidate=>known.has(candidate))??``;return known.get(name)??{kind:`free`}}function uniqueByName(options){return[...new Map(options.map(option=>[option.names.at(-1),option])).values()]}function allCommands(command){return[command,...command.subcommands.flatMap(allCommands)]}const pathOf=({path})=>path.map(name=>`/${name}`).join(``);function sharedOptions(root){const uses=allCommands(root).flatMap(command=>command.options.map(option=>({option,path:pathOf(command)})));const alike=[...require_interruption.c(uses,({option})=>JSON.stringify(option)).values()];const values=require_interruption.c(alike,([{option}])=>option.names.join());return alike.map(group=>{const[{option}]=group;const others=values.get(option.names.join())??[];const distinct=new Set(others.map(([other])=>JSON.stringify(other.option.value)));return{option,paths:group.map(({path})=>path),unambiguous:distinct.size===1}})}function bashScript(names,root){const[program]=names;const name=`_${program.replaceAll(`-`,`_`)}`;const commands=allCommands(root);const taking=sharedOptions(root).filter(({option})=>option.value!==null);const mayTake=taking.filter(({option})=>option.value?.optional===true);return`# ${program} completion for bash

# Offers words for what was typed: ${name}_words WORD...
${name}_words() {
  COMPREPLY+=($(compgen -P "$kept" -W "$*" -- "$typed"))
}

# The same for the last item of a list with commas.
${name}_list() {
  [[ $typed == *,* ]] && kept+=\${typed%,*}, typed=\${typed##*,}
  ${name}_words "$@"
}

# Readline knows how to quote the names of files.
${name}_files() {
  compopt -o default 2>/dev/null || COMPREPLY=($(compgen -f -- "$typed"))
}

# Files beside words, which readline does not add by itself.
${name}_files_too() {
  local IFS=$'\\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY+=($(compgen -f -- "$typed"))
}

${name}_folders() {
  compopt -o dirnames 2>/dev/null || COMPREPLY=($(compgen -d -- "$typed"))
}

${name}_is_path() {
  [[ $typed == [/.~]* ]]
}

# Whether the option takes a value, in the command: ${name}_takes COMMAND OPTION
${name}_takes() {
  case "$1 $2" in
${indented(4,taking.map(shared=>`${patternsOf$1(shared)}) return 0 ;;`))}
  esac
  return 1
}

# Whether it may also stand without one.
${name}_may_take() {
  case "$1 $2" in
${indented(4,mayTake.map(shared=>`${patternsOf$1(shared)}) return 0 ;;`))}
  esac
  return 1
}

${name}_values() {
  case "$1 $2" in
${indented(4,taking.map(shared=>`${patternsOf$1(shared)}) ${offer$2(name,shared.option.value?.values)} ;;`))}
  esac
}

${name}_options() {
  case $1 in
${indented(4,commands.map(command=>`'${pathOf(command)}') ${name}_words ${optionNames(command)} ;;`))}
  esac
}

${name}_arguments() {
  case $1 in
${indented(4,commands.map(command=>`'${pathOf(command)}') ${argumentsOf(name,command)} ;;`))}
  esac
}

# The command below COMMAND of that name: ${name}_is_command COMMAND NAME
${name}_is_command() {
  case "$1/$2" in
    ${commands.slice(1).map(command=>`'${pathOf(command)}'`).join(` | `)}) return 0 ;;
  esac
  return 1
}

${name}() {
  local IFS=$' \\t\\n' words=() word i last path='' option='' kept='' typed
  COMPREPLY=()
  # Bash takes --format=json apart at the characters of COMP_WORDBREAKS.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    last=$((\${#words[@]} - 1))
    if ((last >= 0)) && [[ $word == =* || \${words[last]} == *= ]]; then
      words[last]+=$word
    else
      words+=("$word")
    fi
  done
  last=$((\${#words[@]} - 1))
  typed=\${words[last]}
  for ((i = 0; i < last; i++)); do
    word=\${words[i]}
    if [[ $option ]]; then
      option=''
    elif [[ $word == -* ]]; then
      ${name}_takes "$path" "$word" && option=$word
    elif ${name}_is_command "$path" "$word"; then
      path+=/$word
    fi
  done
  if [[ $option && $typed == -* ]] && ${name}_may_take "$path" "$option"; then
    option=''
  fi
  if [[ ! $option && $typed == --*=* ]]; then
    option=\${typed%%=*}
    [[ $COMP_WORDBREAKS == *=* ]] || kept=$option=
    typed=\${typed#*=}
  fi
  if [[ $option ]]; then
    ${name}_values "$path" "$option"
  elif [[ $typed == -?* || $typed == - ]]; then
    ${name}_options "$path"
  else
    ${name}_arguments "$path"
  fi
}
complete -F ${name} ${names.join(` `)}
`}function patternsOf$1({option,paths,unambiguous}){return(unambiguous?[`*' `]:paths.map(path=>`'${path} `)).flatMap(place=>option.names.map(name=>`${place}${name}'`)).join(` | `)}function argumentsOf(name,{subcommands,argument}){const below=subcommands.map(({path})=>path.at(-1)??``);const filesToo=below.length>0&&argument?.kind===`files`;const parts=[...below.length===0?[]:[`${name}_words ${below.join(` `)}`],...argument===null?[]:[filesToo?`${name}_files_too`:offer$2(name,argument)]];return parts.length===0?`:`:parts.join(`; `)}const optionNames=({options})=>options.flatMap(({names})=>names).join(` `);function offer$2(name,values={kind:`free`}){switch(values.kind){case`words`:{const words=`${name}_${values.list===true?`list`:`words`} ${values.words.join(` `)}`;return values.orPath===true?`if ${name}_is_path; then ${name}_files; else ${words}; fi`:words}case`files`:return values.prefixes===void 0?`${name}_files`:`compopt -o nospace 2>/dev/null; ${name}_words ${values.prefixes.join(` `)}; ${name}_files`;case`folders`:return`${name}_folders`;case`free`:return`:`;default:return require_unreachable.t(values)}}const indented=(columns,lines)=>lines.map(line=>` `.repeat(columns)+line).join(`
`);function fishScript(names,root){const[program]=names;const name=`__${program.replaceAll(`-`,`_`)}`;const commands=allCommands(root);const options=sharedOptions(root);const taking=options.filter(({option})=>option.value!==null);const lines=[`-f`,...options.map(shared=>`${when(name,shared.paths,commands)}${optionWords(name,shared.option)}`),...commands.flatMap(command=>commandLines(name,command))];return`# ${program} completion for fish

# Succeeds if the command that was typed is one of these: ${name}_in COMMAND...
function ${name}_in
    set -l words (commandline -opc)
    set -e words[1]
    set -l path ''
    set -l takes 0
    for word in $words
        if test $takes = 1
            set takes 0
        else if string match -q -- '-*' $word
            switch "$path $word"
                case ${taking.map(patternsOf).join(` `)}
                    set takes 1
            end
        else
            switch "$path/$word"
                case ${commands.slice(1).map(pathOf).join(` `)}
                    set path "$path/$word"
            end
        end
    end
    contains -- "$path" $argv
end

# Offers words for the last item of a list with commas.
function ${name}_list
    set -l typed (string replace -r -- '^--[^=]*=' '' (commandline -ct))
    set -l before (string match -r -- '^.*,' $typed)
    string join \\n -- "$before"$argv
end

# Offers these words, or files for the beginning of a path.
function ${name}_list_or_path
    set -l typed (string replace -r -- '^--[^=]*=' '' (commandline -ct))
    if string match -q -r -- '^[/.~]' $typed
        __fish_complete_path $typed
    else
        ${name}_list $argv
    end
end

for program in ${names.join(` `)}
${lines.map(line=>`    complete -c $program ${line}`).join(`
`)}
end
`}function when(name,paths,all){return paths.length===all.length?``:`-n ${quote$2(`${name}_in ${paths.map(path=>`'${path}'`).join(` `)}`)} `}const patternsOf=({option,paths,unambiguous})=>(unambiguous?[`*`]:paths).flatMap(path=>option.names.map(name=>`'${path} ${name}'`)).join(` `);function commandLines(name,command){const condition=when(name,[pathOf(command)],[]);const below=command.subcommands.map(({path,description})=>`${condition}-a ${quote$2(path.at(-1)??``)} -d ${quote$2(description)}`);const{argument}=command;return argument===null?below:[...below,`${condition}${offer$1(name,argument)}`]}function optionWords(name,{names,description,value}){const spelled=names.map(option=>option.startsWith(`--`)?`-l ${option.slice(2)}`:`-s ${option.slice(1)}`);const values=value===null?[]:[`-r`,offer$1(name,value.values)];return[...spelled,...values,`-d ${quote$2(description)}`].join(` `)}function offer$1(name,values){switch(values.kind){case`words`:{const words=values.words.join(` `);if(values.orPath===true)return`-f -a ${quote$2(`(${name}_list_or_path ${words})`)}`;return`-f -a ${quote$2(values.list===true?`(${name}_list ${words})`:words)}`}case`files`:return values.prefixes===void 0?`-F`:`-F -a ${quote$2(values.prefixes.join(` `))}`;case`folders`:return`-f -a '(__fish_complete_directories)'`;case`free`:return`-f`;default:return require_unreachable.t(values)}}const quote$2=text=>`'${text.replaceAll(`\\`,`\\\\`).replaceAll(`'`,`\\'`)}'`;function powershellScript(names,root){const commands=allCommands(root);const taking=sharedOptions(root).filter(({option})=>option.value!==null);return`# ${names[0]} completion for PowerShell
Register-ArgumentCompleter -Native -CommandName ${names.map(quote$1).join(`, `)} -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)

  $arguments = @{
${commands.map(command=>`    ${quote$1(pathOf(command))} = ${array(argumentWords(command))}`).join(`
`)}
  }
  $options = @{
${commands.map(command=>`    ${quote$1(pathOf(command))} = ${array(command.options.flatMap(({names:all})=>all))}`).join(`
`)}
  }
  # The values of options, by command and option; '*' is any command.
  $values = @{
${[...new Set(taking.flatMap(valueEntries))].join(`
`)}
  }

  $path = ''
  $option = ''
  $words = @($commandAst.CommandElements |
      Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
      Select-Object -Skip 1 | ForEach-Object { $_.Extent.Text })
  foreach ($word in $words) {
    if ($option) { $option = ''; continue }
    if ($word.StartsWith('-')) {
      if ($values.ContainsKey("$path $word") -or $values.ContainsKey("* $word")) { $option = $word }
    } elseif ($arguments.ContainsKey("$path/$word")) {
      $path = "$path/$word"
    }
  }

  $typed = $wordToComplete
  $kept = ''
  if (-not $option -and $typed -match '^(--[^=]+)=(.*)$') {
    $option = $Matches[1]
    $typed = $Matches[2]
    $kept = "$option="
  }
  if ($option) {
    $offered = if ($values.ContainsKey("$path $option")) { $values["$path $option"] } else { $values["* $option"] }
    if ($typed -match '^(.*,)([^,]*)$') {
      $kept += $Matches[1]
      $typed = $Matches[2]
    }
  } elseif ($typed.StartsWith('-')) {
    $offered = $options[$path]
  } else {
    $offered = $arguments[$path]
  }
  # Without an answer PowerShell offers files.
  $offered | Where-Object { $_ -and $_.StartsWith($typed) } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new("$kept$_", $_, 'ParameterValue', $_)
  }
}
`}function valueEntries({option,paths,unambiguous}){const words=wordsOf(option.value?.values??null);return(unambiguous?[`*`]:paths).flatMap(path=>option.names.map(name=>`    ${quote$1(`${path} ${name}`)} = ${array(words)}`))}const argumentWords=({subcommands,argument})=>[...subcommands.map(({path})=>path.at(-1)??``),...wordsOf(argument)];function wordsOf(values){if(values?.kind===`words`)return values.words;return values?.kind===`files`?values.prefixes??[]:[]}const array=words=>`@(${words.map(quote$1).join(`, `)})`;const quote$1=text=>`'${text.replaceAll(`'`,`''`)}'`;const free={kind:`free`};const files={kind:`files`};const folders={kind:`folders`};const oneOf=words=>({kind:`words`,words});const listOf=words=>({kind:`words`,words,list:true});function knownValues(bug){const lines=require_catalogue.c(require_catalogue.n);const releases=require_catalogue.n.map(({name})=>name.replace(/^go/,``));const severalReleases=[.../* @__PURE__ */ new Set([...lines,...lines.map(line=>`${line}.x`),...releases])];const targetNames=require_asked_targets.r(require_choose_target.u).filter(name=>!name.includes(` `));const onRecord=require_spec.t.filter(word=>word!==`local`&&word!==`installed`);return/* @__PURE__ */ new Map([[`--output`,{kind:`files`,prefixes:require_format.t.map(format=>`${format}=`)}],[`gate --fail-on`,listOf(require_parse_options.h)],[`matrix --fail-on`,listOf([...require_verdict.i,`none`])],[`matrix --buildmode`,oneOf(require_target.t)],[`scan <spec>`,listOf([...onRecord,...severalReleases])],[`<spec>`,{kind:`words`,words:[...require_spec.t,...severalReleases],list:true,orPath:true}],[`<specs>`,listOf(severalReleases)],[`<release>`,oneOf(releases)],[`<line>`,oneOf(lines)],[`<list>`,listOf([`all`,...bug.probes.map(({name})=>name)])],[`<topic>`,oneOf([...new Set(require_find_topic.r(bug).map(({name})=>name))])],[`<subject>`,files],[`<files>`,files],[`<before>`,files],[`<after>`,files],[`<file>`,files],[`<dir>`,folders],[`<place>`,folders],[`<target>`,oneOf([...targetNames,...require_choose_target.s])],[`<targets>`,oneOf([require_asked_targets.t,...targetNames])],[`<compiler>`,free],[`<date>`,free],[`<i/n>`,free],[`<n>`,free],[`<p>`,free],[`<size>`,free],[`<time>`,free]])}function zshScript(names,root){const[program]=names;const functions=allCommands(root).map(command=>commandFunction(program,command));const main=functionName(program,root);return`#compdef ${names.join(` `)}
# ${program} completion for zsh

# Offers words for the last item of a list with commas.
${main}_list() {
  compset -P '*,'
  local expl
  _wanted values expl value compadd -V values -- "$@"
}

# Offers these words, or files for the beginning of a path.
${main}_list_or_path() {
  if [[ $PREFIX == [/.~]* ]]; then _files; else ${main}_list "$@"; fi
}

# Offers files, with one of these words before or without: json=report.json
${main}_prefixed_file() {
  if compset -P '*='; then
    _files
  else
    local expl
    _wanted formats expl format compadd -S '' -- "$@"
    _files
  fi
}

${functions.join(`

`)}

if [ "$funcstack[1]" = "_${program}" ]; then
  ${main} "$@"
else
  compdef ${main} ${names.join(` `)}
fi
`}function commandFunction(program,command){const{options,subcommands,argument}=command;const main=`_${program.replaceAll(`-`,`_`)}`;const name=functionName(program,command);const specs=options.flatMap(option=>optionSpecs(main,option));if(subcommands.length===0){const rest=argument===null?[]:[quote(`*:${offer(main,`argument`,argument)}`)];return`${name}() {\n  _arguments ${[...specs,...rest].join(` \\
    `)}\n}`}const described=subcommands.map(({path,description})=>quote(`${path.at(-1)??``}:${description.replaceAll(`:`,`\\:`)}`));const cases=subcommands.map(child=>`        ${child.path.at(-1)??``}) ${functionName(program,child)} ;;`);const orArgument=argument?.kind===`files`?`
      _files`:``;return`${name}() {
  local context state line
  typeset -A opt_args
  _arguments -C -A '-*' ${[...specs,`'1:command:->command'`,`'*::argument:->argument'`].join(` \\
    `)}
  case $state in
    command)
      local -a commands=(${described.join(` `)})
      _describe command commands${orArgument}
      ;;
    argument)
      case $line[1] in
${cases.join(`
`)}
${argument?.kind===`files`?`        *) _files ;;
`:``}      esac
      ;;
  esac
}`}const functionName=(program,{path})=>`_${[program,...path].join(`_`).replaceAll(`-`,`_`)}`;function optionSpecs(main,{names,description,value}){const text=description.replaceAll(/[[\]\\:]/g,`\\$&`);const values=value===null?``:`:${value.optional?`:`:``}${offer(main,`value`,value.values)}`;return names.map(name=>quote(`*${name}${separatorOf(name,value)}[${text}]${values}`))}const separatorOf=(name,value)=>value===null?``:name.startsWith(`--`)?`=`:`+`;function offer(main,message,values){switch(values.kind){case`words`:{const words=values.words.join(` `);if(values.orPath===true)return`${message}: ${main}_list_or_path ${words}`;return values.list===true?`${message}: ${main}_list ${words}`:`${message}:(${words})`}case`files`:return values.prefixes===void 0?`${message}:_files`:`${message}: ${main}_prefixed_file ${values.prefixes.join(` `)}`;case`folders`:return`${message}:_files -/`;case`free`:return`${message}: `;default:return require_unreachable.t(values)}}const quote=text=>`'${text.replaceAll(`'`,`'\\''`)}'`;const scripts={bash:bashScript,zsh:zshScript,fish:fishScript,powershell:powershellScript};async function completionAction(shell,root){const name=root.name();const described=describeCommand(root,knownValues(await require_table.r.load()));await require_standard_streams.printExactly(scripts[shell]([name,`${name}.js`],described))}exports.completionAction=completionAction;