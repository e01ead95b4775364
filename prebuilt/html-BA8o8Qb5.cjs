const require_verdict=require("./verdict-B1QQZyhg.cjs");const require_overall=require("./overall-cMzeISo-.cjs");const require_describe_report=require("./describe-report-BOUyQLrb.cjs");const require_describe_table=require("./describe-table-CLOoldcL.cjs");const require_words=require("./words-BlUNkM_8.cjs");const require_answer=require("./answer-CqFLqzvN.cjs");const require_unreachable=require("./unreachable-BqSO2HDY.cjs");const require_escape=require("./escape-Blm7JdLS.cjs");const require_go_version=require("./go-version-lCTdpGBJ.cjs");const require_catalogue=require("./catalogue-DwWqeKuj.cjs");const require_interruption=require("./interruption-CjjxPwGf.cjs");const require_outcome=require("./outcome-CGpz8HRQ.cjs");const require_causes=require("./causes-pLzKtfev.cjs");const require_predictions=require("./predictions-wRDCphAd.cjs");let node_crypto=require("node:crypto");var Markup=class Markup{#text;constructor(text){this.#text=text}toString(){return this.#text}static ofElement(tag,attributes,content,isVoid){const start=`<${tag}${Object.entries(attributes).map(attribute).join(``)}>`;return new Markup(isVoid?start:`${start}${content.map(written).join(``)}</${tag}>`)}static ofOwnCode(tag,code){return new Markup(`<${tag}>${code}</${tag}>`)}static join(parts,separator){return new Markup(parts.map(String).join(separator))}};const voidTags=/* @__PURE__ */ new Set([`meta`,`input`,`br`]);const element=(tag,attributes,...content)=>Markup.ofElement(tag,attributes,content,voidTags.has(tag));const lines=(...parts)=>Markup.join(parts.filter(part=>part!==null),`
`);const ownStyle=css=>Markup.ofOwnCode(`style`,css);const ownScript=code=>Markup.ofOwnCode(`script`,code);function attribute([name,value]){if(value===void 0||value===false)return``;return value===true?` ${name}`:` ${name}="${require_escape.i(require_verdict.p(String(value)))}"`}function written(content){if(content===null)return``;if(typeof content===`string`)return require_escape.i(content);if(typeof content===`number`||content instanceof Markup)return String(content);return content.map(written).join(``)}const outcomeSigns={crash:`✗`,clean:`✓`,hang:`∞`,other:`?`};const badge=(verdict,word=verdict)=>element(`span`,{class:`badge ${verdict}`},element(`span`,{class:`sign`,"aria-hidden":`true`},require_words.P[verdict]),element(`span`,{},word));const cellBadge=cell=>badge(cell.verdict,require_words.I(cell));const shownLogLines=80;function drawBlock(block){switch(block.kind){case`title`:case`heading`:return element(`h3`,{},block.text);case`paragraph`:return element(`p`,{class:block.tone},block.text);case`facts`:return element(`dl`,{class:`facts`},...block.facts.map(({label,text,tone=`plain`})=>[element(`dt`,{},label),element(`dd`,{class:tone},text)]));case`table`:return drawTable(block.table);case`log`:return element(`details`,{open:true},element(`summary`,{},block.title),element(`div`,{class:`copied`},copyButton(`Copy the output`),element(`pre`,{tabindex:0,"aria-label":block.title},require_words.p(block.text,shownLogLines).join(`
`))));case`entries`:return element(`ul`,{},...block.entries.map(({place,text,tone,word})=>element(`li`,{},element(`code`,{class:`place`},place),` `,element(`strong`,{class:tone},word),` ${text}`)));case`cell`:return element(`section`,{},element(`h3`,{},badge(block.verdict),` `,block.headline),...block.body.map(drawBlock));default:return require_unreachable.t(block)}}const copyButton=words=>element(`button`,{type:`button`,class:`copy needs-script`,"aria-label":words,title:words},`Copy`);function drawTable({columns,rows},content=(_row,_column,text)=>text,ofRow=()=>({})){return element(`table`,{class:`cards`},element(`thead`,{},element(`tr`,{},...columns.map(({align,title})=>element(`th`,{scope:`col`,class:align},title)))),element(`tbody`,{},...rows.map((cells,row)=>element(`tr`,ofRow(row),...cells.map(({text,tone},column)=>element(`td`,{class:`${columns[column]?.align??`left`} ${tone}`,"data-column":columns[column]?.title},content(row,column,text)))))))}function outwardLink(url,...content){return url.startsWith(`https://`)?element(`a`,{href:url,rel:`noreferrer`},...content):element(`span`,{},...content)}function releaseNotes(release){const version=require_go_version.o(release);if(version===null)return null;const{major,minor,patch,prerelease}=version;return patch===0||prerelease!==null?`https://go.dev/doc/go${major}.${minor}`:`https://go.dev/doc/devel/release#${release}`}function changesOf(release,ofLine){const proper=ofLine.filter(one=>!require_catalogue.a(one));const before=proper[proper.findIndex(({name})=>name===release)-1];return before===void 0?null:`https://github.com/golang/go/compare/${before.name}...${release}`}const titleOf=({bug,kind})=>{const words=require_describe_report.i[kind];return`${words.charAt(0).toUpperCase()}${words.slice(1)}: ${bug}`};function drawBanner(report,links){const{text,tone}=require_answer.t(report);return element(`header`,{class:`banner ${tone}`},element(`p`,{class:`kind`},titleOf(report)),element(`h1`,{},badge(tone,wordOf(report)),element(`span`,{class:`answer`},text)),...require_describe_report.r(report).map(drawBlock),...wrongTable(report.cells),report.cells.length>1?element(`p`,{class:`tally`},require_words.F(report)):null,links.length===0?null:element(`p`,{class:`links`},...links.map(({label,url})=>outwardLink(url,label))))}function wordOf({exitCode,kind,verdict}){if(kind!==`gate`)return verdict;if(exitCode===require_verdict.n.ok)return`passed`;return exitCode===require_verdict.n.inconclusive?`undecided`:`failed`}function wrongTable(cells){const wrong=cells.filter(require_words.E).length;return wrong===0?[]:[element(`p`,{class:`loud`},`The release table was wrong about ${require_words.T(wrong,`toolchain`)}.`)]}const drawnAtEachEnd=6;function stepsOf(readings){const omitted=readings.slice(drawnAtEachEnd,-6);if(omitted.length===0)return walk(readings);return[...walk(readings.slice(0,drawnAtEachEnd)).slice(0,-1),{kind:`omitted`,readings:omitted},...walk(readings.slice(-6)).slice(1)]}function walk(readings){const steps=[];let previous=null;for(const reading of readings){const last=steps.at(-1);if(previous!==null&&previous.level===reading.level&&last?.kind===`Go`)steps[steps.length-1]={...last,readings:[...last.readings,reading]};else{const returning=previous!==null&&previous.level>reading.level;steps.push({kind:`C`,level:returning?reading.level:reading.level-1,returning});steps.push({kind:`Go`,level:reading.level,readings:[reading]})}previous=reading}if(previous!==null)steps.push({kind:`C`,level:previous.level-1,returning:true});return steps}function drawFlagTimeline(probe,readings){return element(`figure`,{class:`timeline`},element(`figcaption`,{},captionOf(probe,readings)),element(`ol`,{},...stepsOf(readings).map(drawStep)))}function captionOf(probe,readings){const wrong=readings.filter(reading=>reading.wrong).length;return`${probe}: read from the running program at each step of the nested calls; ${wrong===0?`every value is one that a runtime without the bug has`:`${wrong} of ${readings.length} wrong`}`}function drawStep(step){switch(step.kind){case`C`:return element(`li`,{class:`step c ${rowOf(step.level*2)}`},element(`b`,{},step.level===0?`C thread`:`C ${step.level}`),element(`small`,{},step.returning?step.level===0?`back in C`:`returns`:`calls Go`));case`Go`:{const isWrong=step.readings.some(({wrong})=>wrong);return element(`li`,{class:`step go ${rowOf(step.level*2-1)}${isWrong?` wrong`:``}`},element(`b`,{},`Go ${step.level}`),...step.readings.map(drawReading))}case`omitted`:return element(`li`,{class:`step omitted`},`… ${step.readings.length} more readings`)}}const rowOf=row=>`row-${Math.min(row,6)}`;const stepWords={enter:`entered`,settled:`after the call`};function drawReading({step,values,wrong}){return element(`span`,{class:wrong?`reading wrong`:`reading`},element(`small`,{},stepWords[step]),...values.map(({name,value},index)=>element(`code`,{},`${name} ${String(value)}`,wrong&&index===0?element(`strong`,{},` ✗ WRONG`):null)))}const mostMarks=200;function drawTrialStrips(trials,evidence){if(trials.length===0)return null;const counted=require_describe_table.p(trials,evidence);const probes=[...require_interruption.c(trials,({probe})=>probe)];return element(`figure`,{class:`trials`},element(`figcaption`,{},`One mark a process: ${processWords(counted.length,trials.length-counted.length)}`),element(`dl`,{},...probes.map(([probe,ofProbe])=>{const isReading=require_describe_table.p(ofProbe,evidence).length===0;const marks=isReading?readingMarks(ofProbe,verdictsOf(evidence,probe)):ofProbe.map(trialMark);const words=isReading?readingWords(marks):require_words.r(require_outcome.t(ofProbe));return[element(`dt`,{},probe),element(`dd`,{},drawMarks(marks),element(`span`,{class:`counts`},words))]})))}const processWords=(trials,readings)=>[...trials===0?[]:[require_words.T(trials,`trial`)],...readings===0?[]:[require_words.T(readings,`reading`)]].join(` and `);const verdictsOf=(evidence,name)=>evidence.flatMap(({probe,verdict})=>probe===name?[verdict]:[]);function trialMark(trial,index){const group=require_words.m(trial.outcome);return{kind:group,sign:outcomeSigns[group],words:trialWords(trial.probe,trial,index+1),said:group}}function readingMarks(trials,verdicts){return trials.map((trial,index)=>{const said=verdicts[index]??verdicts.at(-1);const verdict=trial.outcome===`clean`&&said!==void 0?said:`inconclusive`;const isOpen=verdict===`inconclusive`;const word=isOpen?`undecided`:verdict;return{kind:isOpen?`other`:verdict,sign:require_words.P[verdict],words:`${trial.probe}, reading ${index+1}: ${word}, ${endWords(trial)}`,said:word}})}function readingWords(marks){const bySaid=[...require_interruption.c(marks,({said})=>said)];const said=bySaid.map(([word,alike])=>bySaid.length===1?word:`${alike.length} ${word}`);return`${require_words.T(marks.length,`reading`)}: ${said.join(`, `)}`}function drawMarks(marks){const more=marks.length-mostMarks;return element(`ol`,{class:`marks`},...marks.slice(0,mostMarks).map(({kind,sign,words})=>element(`li`,{},element(`span`,{class:`mark ${kind}`,role:`img`,"aria-label":words,title:words},sign))),more>0?element(`li`,{},`and ${more} more`):null)}const trialWords=(probe,trial,number)=>`${probe}, trial ${number}: ${trial.outcome}, ${endWords(trial)}`;function endWords({durationMs,exitCode,signal,signature}){return[...signature===null?[]:[`signature ${signature}`],...exitCode===null?[]:[`exit code ${exitCode}`],...signal===null?[]:[signal],require_words.c(durationMs)].join(`, `)}const cellId=index=>`cell-${index+1}`;const countedCells=cells=>cells.filter(({cell})=>require_overall.n(cell)).map(({index})=>index+1).join(` `);function drawCellCard(cell,index,isOpen,differing=``){const block=require_describe_table.u(cell,differing);const headline=block.kind===`cell`?block.headline:require_words.y(cell);const body=block.kind===`cell`?block.body:[block];const told=body.filter(({kind})=>kind===`paragraph`||kind===`facts`);const shown=body.filter(one=>!told.includes(one));return element(`details`,{class:`card item`,id:cellId(index),open:isOpen,"data-verdict":cell.verdict,"data-cells":countedCells([{cell,index}])},element(`summary`,{},element(`h3`,{},cellBadge(cell),` `,headline)),...told.map(drawBlock),drawLinks(cell),drawCommand(cell),...drawTimelines(cell),drawTrialStrips(cell.trials,cell.evidence),...shown.map(drawBlock))}function drawTimelines({evidence}){const drawn=evidence.flatMap(({probe=``,readings=[]})=>readings.length===0?[]:[drawFlagTimeline(probe,readings)]);return[...new Map(drawn.map(timeline=>[String(timeline),timeline])).values()]}function drawLinks({fix=``,go}){const target=/\bgo\d{1,3}\.\d{1,3}\.\d{1,4}\b/.exec(fix)?.[0];const links=[.../* @__PURE__ */ new Set([go,target])].flatMap(release=>release??[]).flatMap(release=>{const notes=releaseNotes(release);return notes===null?[]:[outwardLink(notes,`notes of ${release}`)]});const changes=target===void 0?null:changesInto(target);const all=[...links,...changes===null?[]:[outwardLink(changes,`changes in ${target??``}`)]];return all.length===0?null:element(`p`,{class:`links`},...all)}function changesInto(release){const version=require_go_version.o(release);return version===null?null:changesOf(release,require_catalogue.u(require_catalogue.n,require_go_version.a(version)))}function drawCommand({subject,trials}){if(trials.length===0||!/^[\w.]{1,40}$/.test(subject))return null;const command=`cgoprof-repro --go ${subject}`;return element(`p`,{class:`command copied`},`Ask again: `,element(`code`,{class:`to-copy`},command),` `,copyButton(`Copy the command`))}function drawCellsTable(cells,cellLink){const block=require_describe_table.t(cells,require_describe_table.a(cells));if(block.kind!==`table`)return drawBlock(block);return drawTable(block.table,(row,column,text)=>{const cell=cells[row];const title=block.table.columns[column]?.title;if(cell===void 0)return text;const link=cellLink(row);if(title===`Subject`&&link!==null)return element(`a`,{href:link},text);return title===`Verdict`?cellBadge(cell):text},row=>({class:`item`,"data-verdict":cells[row]?.verdict,"data-cells":countedCells(cells.slice(row,row+1).map(cell=>({cell,index:row})))}))}const longestLine=1e3;function diffOf({edit,location,subject}){if(edit===void 0)return[];const{newText,text}=edit;const{column,endColumn}=location??{};if(text===void 0||column===void 0||endColumn===void 0||text.length>longestLine)return unseenLine(newText,subject,column,endColumn);const[start,old,end]=[text.slice(0,column-1),text.slice(column-1,endColumn-1),text.slice(endColumn-1)];const[first=``,...more]=newText.split(/\r?\n/);const added=more.map((line,index)=>{return{kind:`added`,start:``,changed:line,end:index===more.length-1?end:``}});if(first===old&&more.length>0)return[{kind:`same`,start,changed:old,end:``},...added];return[{kind:`removed`,start,changed:old,end},{kind:`added`,start,changed:first,end:more.length===0?end:``},...added]}function unseenLine(newText,subject,column=1,endColumn=0){const added=newText.split(/\r?\n/).map(changed=>({kind:`added`,start:`… `,changed,end:` …`}));return subject.length===endColumn-column?[{kind:`removed`,start:`… `,changed:subject,end:` …`},...added]:added}const signs={removed:`-`,added:`+`,same:` `};function drawLineDiff(cell){const lines=diffOf(cell);const added=lines.filter(({kind})=>kind===`added`);const isWhole=cell.edit?.text!==void 0;return element(`figure`,{class:`diff`},element(`figcaption`,{},element(`code`,{class:`place`},require_words.C(cell)??cell.subject)),lines.length===0?null:element(`div`,{class:`copied`},copyButton(isWhole?`Copy the new line`:`Copy the new text`),element(`code`,{class:`to-copy`,hidden:true},added.map(isWhole?wholeText:changedText).join(`
`)),element(`pre`,{tabindex:0,"aria-label":`the edit`},...lines.map(drawLine))))}const wholeText=({start,changed,end})=>start+changed+end;const changedText=({changed})=>changed;function drawLine({changed,end,kind,start}){const emphasis=kind===`same`?changed:element(kind===`added`?`ins`:`del`,{},changed);return element(`span`,{class:`line ${kind}`},`${signs[kind]} ${start}`,emphasis,end,`
`)}const shown={edits:20,places:40,names:8,reasons:3,fixes:2};function drawCause(cause,numberOf){const{cells,deciding,first,standing}=cause;const isOpen=standing!==`clear`&&standing!==`aside`;const index=numberOf(first);if(require_causes.n(cause))return drawCellCard(first,index,isOpen);const places=require_causes.o(deciding);return element(`details`,{class:`card item`,id:cellId(index),open:isOpen,"data-verdict":first.verdict,"data-cells":countedCells(cells.map(cell=>({cell,index:numberOf(cell)})))},element(`summary`,{},element(`h3`,{},cellBadge(first),` `,element(`code`,{class:`place`},require_causes.a(places,3)),` `,element(`span`,{class:`names`},require_causes.i(cause,shown.names)))),...sentences(cause).map(({text,tone})=>element(`p`,{class:tone},text)),...drawEdits(deciding),...drawPlaces(`Used on`,require_causes.c(deciding).length>1?require_causes.a(require_causes.c(deciding),shown.places):``),...drawPlaces(`Read in`,require_causes.a(require_causes.o(cause.readers),shown.places)))}function sentences({deciding,first}){const contradiction=deciding.find(require_words.E);const fixes=[...new Set(deciding.flatMap(({fix})=>fix??[]))];return[{text:require_causes.r(deciding.map(({reason})=>reason),shown.reasons,` `),tone:`reason`},...contradiction===void 0?[]:[{text:require_words.D(contradiction),tone:`loud`}],...first.skipped===void 0?[]:[{text:first.skipped.reason,tone:`inconclusive`}],...fixes.slice(0,shown.fixes).map(text=>({text,tone:`fix`})),...fixes.length>shown.fixes?[{text:`and ${fixes.length-shown.fixes} more`,tone:`dim`}]:[],...first.acceptance===void 0?[]:[{text:require_words.t(first.acceptance),tone:`plain`}],...first.aside===void 0?[]:[{text:require_words.n(first.aside),tone:`dim`}]].filter(({text})=>text!==``)}function drawEdits(cells){const drawn=cells.slice(0,shown.edits);return[...[...require_interruption.c(drawn,({location})=>location?.file??``)].map(([file,ofFile])=>element(`div`,{class:`file`,"aria-label":file,role:`group`},...ofFile.map(drawLineDiff))),...drawn.length===cells.length?[]:[element(`p`,{class:`dim`},`and ${require_words.T(cells.length-drawn.length,`more place`)} in the JSON report`)]]}const drawPlaces=(label,words)=>words===``?[]:[element(`p`,{class:`dim`},`${label}: ${words}`)];const budget=5e5;const mostOpen=4;function cellFindings({cells,kind}){const wanted=cells.flatMap((cell,index)=>kind===`run`||hasMoreToTell(cell)?[{cell,index}]:[]);const isOpen=wanted.length===1||kind===`run`&&wanted.length<=mostOpen;const differing=require_describe_table.r(cells);const{cards,omitted}=withinBudget(wanted,({cell,index})=>drawCellCard(cell,index,isOpen,differing(cell)));const told=new Set(wanted.slice(0,cards.length).map(({index})=>index));return{groups:[{title:cells.length===1?`Evidence`:`Evidence by toolchain`,tally:``,cards}],omitted,linkOf:index=>told.has(index)?`#${cellId(index)}`:null}}const hasMoreToTell=cell=>cell.trials.length>0||cell.verdict===`inconclusive`||require_words.E(cell);const titles={fails:`To be changed`,undecided:`Not decided`,accepted:`Accepted by the policy`,clear:`Nothing to do`,aside:`Told aside: does not decide`};function gateFindings(cells){const numbers=new Map(cells.map((cell,index)=>[cell,index]));const numberOf=cell=>numbers.get(cell)??0;const causes=require_causes.t(cells);const{cards,omitted}=withinBudget(causes,cause=>drawCause(cause,numberOf));const drawn=causes.slice(0,cards.length).map((cause,place)=>({cause,place}));const told=new Map(drawn.flatMap(({cause})=>cause.cells.map(cell=>[numberOf(cell),cellId(numberOf(cause.first))])));return{groups:[...require_interruption.c(drawn,({cause})=>cause.standing)].map(([standing,ofStanding])=>({title:titles[standing],tally:require_words.A(ofStanding.flatMap(({cause})=>cause.cells.map(({verdict})=>verdict))).join(`, `),cards:ofStanding.flatMap(({place})=>cards[place]??[])})),omitted,linkOf:index=>{const id=told.get(index);return id===void 0?null:`#${id}`}}}function withinBudget(items,draw){const cards=[];let used=0;for(const item of items){const card=draw(item);used+=String(card).length;if(used>budget&&cards.length>0)break;cards.push(card)}return{cards,omitted:items.length-cards.length}}const sides=[`affected`,`fixed`];function profilesOf({cells},recorded){const own=cells.flatMap(({evidence,go,subject})=>evidence.flatMap(({probe=``,stacks=[],verdict})=>stacks.length===0?[]:[{verdict,release:go??subject,probe,stacks,origin:`report`}]));if(own.length===0)return[];return sides.flatMap(side=>{const found=own.find(({verdict})=>verdict===side);const other=recorded.find(({verdict})=>verdict===side);return found??(other===void 0?[]:{...other,origin:`recorded`})})}const mostDepth=40;const mostStacks=50;function flamesOf(stacks,depth=0,from=0){const byFrame=/* @__PURE__ */ new Map;for(const stack of stacks){const name=stack.frames[depth];if(name!==void 0)byFrame.set(name,[...byFrame.get(name)??[],stack])}if(depth>=mostDepth)return[];let start=from;return[...byFrame].flatMap(([name,ofFrame])=>{const flame={name,depth,start,samples:samplesOf(ofFrame)};start+=flame.samples;return[flame,...flamesOf(ofFrame,depth+1,flame.start)]})}const samplesOf=stacks=>stacks.reduce((sum,{samples})=>sum+samples,0);function drawFlameGraphs(profiles){if(profiles.length===0)return null;return element(`section`,{id:`profiles`,"aria-labelledby":`profiles-title`},element(`h2`,{id:`profiles-title`},`Who called the spinning function?`),element(`p`,{class:`dim`},`The outermost caller is at the bottom, a frame is as wide as its samples.`,profiles.length>1?` Frames with a bold edge are in one of the two profiles only.`:``),element(`div`,{class:`flames`},...profiles.map(profile=>drawProfile(profile,framesOf(profiles.filter(one=>one!==profile))))))}const framesOf=profiles=>profiles.length===0?null:new Set(profiles.flatMap(({stacks})=>stacks.flatMap(({frames})=>frames.map(withoutHash))));const withoutHash=frame=>frame.replace(/^(_cgoexp_)[0-9a-f]+_/,`$1`);const rowHeight=22;function drawProfile({origin,probe,release,stacks,verdict},others){const drawn=stacks.slice(0,mostStacks);const flames=flamesOf(drawn);const total=samplesOf(drawn);const rows=flames.reduce((most,{depth})=>Math.max(most,depth+1),0);const from=origin===`recorded`?`recorded from ${release} earlier, not in this run`:release;return element(`figure`,{class:`profile`},element(`figcaption`,{},badge(verdict),` ${from}: ${require_words.T(total,`sample`)} of ${probe}`),element(`svg`,{width:`100%`,height:rows*rowHeight,role:`img`,"aria-label":`Flame graph, ${from}, ${verdict}: ${flames.map(({name,samples})=>`${name} ${samples}`).join(`, `)}`},...flames.map(flame=>drawFlame(flame,total,rows,others))))}function drawFlame({depth,name,samples,start},total,rows,others){const isOnlyHere=others!==null&&!others.has(withoutHash(name));return element(`svg`,{x:percentOf(start,total),y:(rows-1-depth)*rowHeight,width:percentOf(samples,total),height:rowHeight,class:isOnlyHere?`frame only`:`frame`},element(`title`,{},`${name}: ${samples} of ${require_words.T(total,`sample`)}`),element(`rect`,{x:1,y:1,width:`100%`,height:20,rx:2}),element(`foreignObject`,{x:6,y:0,width:`100%`,height:rowHeight},element(`div`,{class:`name`},element(`span`,{class:`strut`}),element(`span`,{},name))))}const percentOf=(part,whole)=>`${Number((part/Math.max(1,whole)*100).toFixed(3))}%`;function stripsOf(report,predictions){const judged=require_interruption.c(report.cells.map((cell,index)=>({cell,index})).filter(({cell})=>cell.go!==null),({cell})=>cell.go??``);const reported=[...judged.keys(),...(report.lines??[]).flatMap(boundariesOf)];const catalogue=require_catalogue.t(require_catalogue.d(require_catalogue.n,reported));const asked=/* @__PURE__ */ new Set([...reported.flatMap(lineOfRelease),...(report.lines??[]).map(({line})=>line)]);return[...new Set(catalogue.map(({version})=>require_go_version.a(version)))].filter(line=>asked.has(line)).slice(-40).map(line=>{const found=report.lines?.find(one=>one.line===line);return{line,squares:require_catalogue.u(catalogue,line).map(release=>squareOf(release,judged.get(release.name)??[],predictions,searchOf(found)))}})}const lineOfRelease=release=>{const version=require_go_version.o(release);return version===null?[]:[require_go_version.a(version)]};const boundariesOf=({ranges})=>ranges.flatMap(({introduced,fixed})=>[introduced,fixed]).filter(release=>release!==null);function squareOf({name,date},cells,predictions,search){const telling=cells.map(({cell})=>cell).filter(isOfRelease);const said=telling.length>0?require_overall.s(telling.map(openIfSkipped)):search.answers.get(name);const predicted=require_predictions.t({predictions},name).verdict;return{release:name,date,verdict:said??require_verdict.t(predicted),knownBy:said!==void 0?`report`:predicted===`unknown`?`nothing`:`table`,asked:cells.length>0||said!==void 0,cell:cells[0]?.index??null,boundary:search.boundaries.get(name)??null}}const openIfSkipped=({skipped,verdict})=>({verdict:skipped===void 0?verdict:`inconclusive`});const isOfRelease=cell=>cell.aside===void 0&&(require_words.y(cell)===cell.go||cell.location?.line!==void 0);function searchOf(line){const{skipped=[],tested=[]}=line??{};return{answers:new Map([...skipped.map(({release})=>[release,`inconclusive`]),...tested.map(({answer,release})=>[release,verdictsOfRuns.get(answer)??`inconclusive`])]),boundaries:new Map(line===void 0?[]:require_describe_report._(line).map(({after,kind})=>[after,kind]))}}const verdictsOfRuns=/* @__PURE__ */ new Map([[`bad`,`affected`],[`good`,`fixed`],[`not-applicable`,`not-applicable`]]);function runsInWords({squares}){const runs=runsOf(squares);const wordsOf=known=>runs.filter(({knownBy})=>knownBy===known).map(run=>runs.length===1?verdictTitle(run):runWords(run,run===runs.at(-1))).join(`, `);const[judged,expected]=[wordsOf(`report`),wordsOf(`table`)];const missing=squares.filter(({knownBy})=>knownBy===`nothing`).length;const limit=missing===0?``:` (${require_words.T(missing,`release`)} not in it)`;return[judged,expected===``?``:`by the release table ${expected}${limit}`].filter(words=>words!==``).join(`; `)}function runsOf(squares){const runs=[];for(const{knownBy,release,verdict}of squares){const isProper=require_go_version.o(release)?.prerelease===null;if(knownBy===`nothing`||!isProper&&knownBy===`table`)continue;const name=release.replace(/^go/,``);const run=runs.at(-1);if(run?.verdict===verdict&&run.knownBy===knownBy)runs[runs.length-1]={...run,last:name};else runs.push({verdict,knownBy,first:name,last:name})}return runs}const verdictTitle=({verdict})=>verdict===`inconclusive`?`undecided`:verdict;function runWords(run,isLast){const{first,last}=run;const word=verdictTitle(run);if(first===last)return`${word} ${first}`;return isLast?`${word} from ${first}`:`${word} ${first} to ${last}`}const knowledgeWords={report:`in this report`,table:`as the release table expects, not judged in this report`,nothing:`not known to this version of the tool`};const boundaryWords={introduced:`the bug begins here`,fixed:`the fix begins here`};function squareWords({asked,boundary,date,knownBy,release,verdict}){const known=knownBy===`nothing`?`verdict`:verdict===`inconclusive`?`undecided`:verdict;return[`${release}${date===null?``:`, ${date}`}: ${known} ${knowledgeWords[knownBy]}`,...asked&&knownBy!==`report`?[`asked here`]:[],...boundary===null?[]:[boundaryWords[boundary]]].join(`; `)}function drawReleaseStrips(strips,cellLink){if(strips.length===0)return null;return element(`section`,{id:`releases`,"aria-labelledby":`releases-title`},element(`h2`,{id:`releases-title`},`Release lines`),element(`div`,{class:`strips`},...strips.map(strip=>drawStrip(strip,cellLink))),legend(strips.flatMap(({squares})=>squares)))}function drawStrip(strip,cellLink){return element(`div`,{class:`strip`},element(`h3`,{},strip.line),element(`ol`,{"aria-label":`releases of Go ${strip.line}`},...strip.squares.map(square=>drawSquare(square,cellLink))),element(`p`,{class:`runs`},runsInWords(strip)))}function drawSquare(square,cellLink){const{asked,boundary,cell,knownBy,release,verdict}=square;const classes=[`square`,verdict,`by-${knownBy}`,asked?`asked`:``,boundary===null?``:`boundary`];const target=(cell===null?null:cellLink(cell))??releaseNotes(release)??void 0;return element(`li`,{},element(`a`,{class:classes.filter(name=>name!==``).join(` `),href:target},element(`span`,{class:`sign`,"aria-hidden":`true`},knownBy===`nothing`?`?`:require_words.P[verdict]),element(`span`,{"aria-hidden":`true`},shortName(release)),element(`span`,{class:`words`},squareWords(square))))}function shortName(release){const version=require_go_version.o(release);if(version===null)return release;return version.prerelease===null?String(version.patch):`${version.prerelease.kind}${version.prerelease.number}`}const legendVerdicts=[`affected`,`fixed`,`not-applicable`,`inconclusive`];const legendKnowledge=[{knownBy:`report`,words:`filled: what this report says`},{knownBy:`table`,words:`hollow: as the release table expects`},{knownBy:`nothing`,words:`hollow, ?: not known to this version of the tool`}];const key=(classes,words)=>element(`li`,{},element(`span`,{class:`square ${classes}`,"aria-hidden":`true`}),words);function legend(squares){const shown=legendVerdicts.filter(verdict=>squares.some(square=>square.verdict===verdict));return element(`ul`,{class:`legend`},...shown.map(verdict=>element(`li`,{},badge(verdict))),...legendKnowledge.filter(({knownBy})=>squares.some(square=>square.knownBy===knownBy)).map(({knownBy,words})=>key(`by-${knownBy}`,words)),squares.some(({asked})=>asked)?key(`asked`,`ringed: asked here`):null,squares.some(({boundary})=>boundary!==null)?key(`by-report fixed boundary`,`bar: a boundary that was found`):null)}const script=`
'use strict';
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
document.documentElement.classList.add('scripted');

// Search: an item is shown if it has all words and its verdict is chosen.
const form = document.querySelector('#search');
if (form) {
  const input = form.querySelector('input');
  const chips = all('[data-shows]', form);
  const items = all('.item').map((node) => ({
    node,
    text: node.textContent.toLowerCase(),
    cells: (node.dataset.cells || '').split(' ').filter(Boolean),
  }));
  const output = form.querySelector('output');
  const apply = () => {
    const words = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const chosen = new Set(chips.filter((chip) => chip.ariaPressed === 'true').map((chip) => chip.dataset.shows));
    // A row and a card, or several of them, may be about one thing: it is counted once.
    const shown = new Set();
    for (const { cells, node, text } of items) {
      const isShown = chosen.has(node.dataset.verdict) && words.every((word) => text.includes(word));
      node.hidden = !isShown;
      if (isShown) for (const cell of cells) shown.add(cell);
    }
    output.textContent = shown.size + ' of ' + output.dataset.counted + ' shown';
  };
  input.addEventListener('input', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (!button) return;
    if (button.dataset.shows) {
      button.ariaPressed = String(button.ariaPressed !== 'true');
      apply();
    }
    if (button.dataset.opens)
      for (const card of all('details.card')) card.open = button.dataset.opens === 'all';
  });
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    input.value = '';
    apply();
  });
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target.closest && event.target.closest('input, textarea, [contenteditable]');
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus();
  });
  apply();
}

// Copying: the text to copy is beside its button.
document.addEventListener('click', async (event) => {
  const button = event.target.closest && event.target.closest('button.copy');
  if (!button) return;
  const source = button.parentElement.querySelector('.to-copy') || button.parentElement.querySelector('pre');
  try {
    await navigator.clipboard.writeText(source.textContent);
    button.textContent = 'Copied';
  } catch {
    getSelection().selectAllChildren(source);
    button.textContent = 'Selected';
  }
  button.addEventListener('blur', () => { button.textContent = 'Copy'; }, { once: true });
});

// Strips: one stop of the Tab key each, arrows within.
for (const strip of all('.strip ol')) {
  const squares = all('a', strip);
  const first = squares.find((square) => square.classList.contains('asked')) || squares[0];
  for (const square of squares) square.tabIndex = square === first ? 0 : -1;
  strip.addEventListener('keydown', (event) => {
    const at = squares.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: squares.length - 1 }[event.key];
    if (at < 0 || !squares[to]) return;
    event.preventDefault();
    squares[at].tabIndex = -1;
    squares[to].tabIndex = 0;
    squares[to].focus();
  });
}

// Cards: arrows go from one headline to the next, and a link opens the card that it leads to.
document.addEventListener('keydown', (event) => {
  const summaries = all('details.card > summary').filter((summary) => !summary.parentElement.hidden);
  const at = summaries.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
  if (at < 0 || !summaries[to]) return;
  event.preventDefault();
  summaries[to].focus();
});
const openTarget = () => {
  const card = document.getElementById(location.hash.slice(1));
  if (!card || card.tagName !== 'DETAILS') return;
  card.open = true;
  card.hidden = false;
  card.scrollIntoView();
};
addEventListener('hashchange', openTarget);
openTarget();
`;const styles=`
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --soft: #f4f5f7; --rule: #d4d8de; --dim: #57606b;
  --link: #0b5cad; --affected: #b3261e; --fixed: #17692f; --inconclusive: #8a5300; --none: #57606b;
  --affected-soft: #fdecea; --fixed-soft: #e9f5ec; --inconclusive-soft: #fdf3e1; --none-soft: #f0f1f3;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", monospace; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ed; --paper: #14171b; --soft: #1e2329; --rule: #3a424c;
  --dim: #a3adb9; --link: #8ab8f0; --affected: #ff8f85; --fixed: #79d48d; --inconclusive: #f0b65f; --none: #a3adb9;
  --affected-soft: #3a1c1a; --fixed-soft: #16301d; --inconclusive-soft: #362813; --none-soft: #23282e; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, "Segoe UI", Roboto, sans-serif; }
main, .banner > * { max-width: 68rem; margin-inline: auto; }
main { padding-bottom: 4rem; } .banner, body > main { padding-inline: 1.5rem; } main { box-sizing: content-box; }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: .2rem; }
[hidden] { display: none !important; }
.skip { position: absolute; left: -999rem; background: var(--paper); padding: .5rem 1rem; }
.skip:focus { left: .5rem; top: .5rem; }
html:not(.scripted) .needs-script { display: none; }
h1, h2, h3, p, dl, ul, ol, figure, pre { margin: 0; }
ul, ol { padding: 0; list-style: none; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 3rem 0 1rem; letter-spacing: -.01em; }
h3 { font-size: 1rem; font-weight: 600; margin: 0; }
main > section > p, .card > * + * { margin-top: .75rem; }
p, dd, figcaption, h1, h3 { overflow-wrap: anywhere; }
small { font-size: .8rem; color: var(--dim); }
code, pre, kbd { font-family: var(--mono); font-size: .86em; }
kbd { border: 1px solid var(--rule); border-bottom-width: 2px; border-radius: .25rem; padding: 0 .4em; color: var(--dim); }

.affected { --v: var(--affected); --soft-v: var(--affected-soft); } .fixed { --v: var(--fixed); --soft-v: var(--fixed-soft); }
.inconclusive { --v: var(--inconclusive); --soft-v: var(--inconclusive-soft); }
.not-applicable { --v: var(--none); --soft-v: var(--none-soft); }
dd:is(.affected, .fixed, .inconclusive, .not-applicable), td:is(.affected, .fixed, .inconclusive, .not-applicable),
p:is(.affected, .inconclusive) { color: var(--v); }
.dim { color: var(--dim); } .strong, .fix { font-weight: 600; } .loud { color: var(--inconclusive); font-weight: 600; }
.badge { display: inline-flex; align-items: baseline; gap: .35em; white-space: nowrap; overflow-wrap: normal;
  padding: .05em .6em .1em; border-radius: 1em; font-size: .86rem; font-weight: 600; color: var(--v); background: var(--soft-v); }
.badge .sign { font-weight: 700; }

.banner { padding-block: 2.25rem 2rem; background: var(--soft-v); border-top: .4rem solid var(--v); border-bottom: 1px solid var(--rule); }
.banner > * + * { margin-top: .6rem; }
.kind { color: var(--dim); font-size: .92rem; }
h1 { display: flex; flex-wrap: wrap; align-items: center; gap: .6rem 1rem; font-size: clamp(1.35rem, 1rem + 2vw, 2rem);
  line-height: 1.2; letter-spacing: -.015em; }
h1 .badge { font-size: .62em; padding: .3em .9em; color: var(--paper); background: var(--v); text-transform: uppercase; letter-spacing: .04em; }
.banner .fix::before { content: "→ "; color: var(--dim); }
.links { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; font-size: .92rem; }

.strips { display: grid; gap: 1.1rem; }
.strip { position: relative; display: grid; grid-template-columns: 3.2rem 1fr; gap: .25rem .75rem; align-items: center; }
.strip h3 { font-variant-numeric: tabular-nums; font-size: 1.05rem; }
.strip ol { display: flex; flex-wrap: wrap; gap: .3rem; }
.runs { grid-column: 2; font-size: .86rem; color: var(--dim); }
.square { display: grid; place-items: center; place-content: center; width: 1.95rem; height: 2.25rem; border-radius: .3rem;
  border: 1.5px solid var(--v, var(--dim)); font-size: .72rem; line-height: 1.1; font-variant-numeric: tabular-nums;
  text-decoration: none; color: var(--v, var(--dim)); }
.square .sign { font-size: .85rem; font-weight: 700; }
.by-report { background: var(--v, var(--dim)); color: var(--paper); }
.by-table, .by-nothing { border-style: dashed; }
.asked { outline: 2.5px solid var(--ink); outline-offset: 1.5px; }
.square.asked:focus-visible, .square:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
/* On the item: the words of a square are placed by its strip. */
li:has(> .boundary) { margin-left: .15rem; padding-left: .4rem; border-left: .25rem solid var(--ink); }
.words { position: absolute; z-index: 2; left: 3.95rem; top: 100%; width: max-content; max-width: calc(100% - 3.95rem); padding: .35rem .7rem;
  border-radius: .3rem; background: var(--ink); color: var(--paper); font-size: .86rem; line-height: 1.4; pointer-events: none; }
a:not(:hover, :focus) > .words { clip-path: inset(50%); width: 1px; height: 1px; padding: 0; overflow: hidden; }
.legend { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1.25rem; margin-top: 1.25rem; font-size: .86rem; color: var(--dim); }
.legend li { display: flex; align-items: center; gap: .6rem; } .legend .square { width: 1.1rem; height: 1.25rem; }

.search { position: sticky; top: 0; z-index: 3; display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem;
  margin-top: 2rem; padding: .7rem 0; background: var(--paper); border-bottom: 1px solid var(--rule); }
.search label { display: flex; align-items: center; gap: .5rem; flex: 1 1 16rem; }
.search input { flex: 1; min-width: 0; font: inherit; padding: .35rem .6rem; color: inherit; background: var(--paper); border: 1px solid var(--dim); border-radius: .35rem; }
.chips { display: flex; flex-wrap: wrap; gap: .4rem; }
button { font: inherit; font-size: .86rem; cursor: pointer; color: var(--ink); background: var(--soft); border: 1px solid var(--rule); border-radius: .35rem; padding: .15rem .7rem; }
button[data-shows] { padding: 0; border-radius: 1em; border-color: var(--dim); background: none; }
button[aria-pressed="false"] .badge { background: none; color: var(--dim); text-decoration: line-through; }
output { color: var(--dim); font-size: .86rem; white-space: nowrap; }

.card { border: 1px solid var(--rule); border-left: .3rem solid var(--v, var(--rule)); border-radius: .5rem; padding: .9rem 1.1rem; margin-top: .8rem; }
.card[data-verdict="affected"] { --v: var(--affected); } .card[data-verdict="fixed"] { --v: var(--fixed); }
.card[data-verdict="inconclusive"] { --v: var(--inconclusive); } .card[data-verdict="not-applicable"] { --v: var(--none); }
summary { cursor: pointer; } summary h3 { display: inline; line-height: 1.7; }
.card:not([open]) { padding-block: .55rem; }
.names { font-weight: 400; color: var(--dim); } .place { white-space: normal; }
.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .2rem 1.25rem; } dt { color: var(--dim); } dd { margin: 0; }
figcaption { font-size: .86rem; color: var(--dim); margin-bottom: .5rem; }

.timeline ol { display: flex; align-items: flex-start; gap: 1.5rem; }
.step { position: relative; display: grid; flex: none; gap: .1rem; padding: .35rem .6rem; border: 1px solid var(--rule); border-radius: .4rem; }
.step b, .step small { white-space: nowrap; }
.step:not(:last-child)::after { content: "→"; position: absolute; right: -1.3rem; top: .35rem; color: var(--dim); }
.step.c { background: var(--soft); } .step.go { border: 1.5px solid var(--link); }
.step.go.wrong { border-color: var(--affected); background: var(--affected-soft); }
.step { max-width: 22rem; } .step code { overflow-wrap: anywhere; } .reading { display: grid; } .reading.wrong strong { color: var(--affected); }
.row-1 { margin-top: 1.1rem; } .row-2 { margin-top: 2.2rem; } .row-3 { margin-top: 3.3rem; } .row-4 { margin-top: 4.4rem; }
.row-5 { margin-top: 5.5rem; } .row-6 { margin-top: 6.6rem; }

.trials dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .4rem 1.25rem; align-items: center; }
.trials dd { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .9rem; }
.marks { display: flex; flex-wrap: wrap; gap: .2rem; } .counts { font-size: .86rem; color: var(--dim); }
.mark { display: grid; place-items: center; width: 1.35rem; height: 1.35rem; border-radius: .25rem; font-size: .85rem; font-weight: 700; background: var(--m); color: var(--paper); }
.mark.crash { --m: var(--affected); } .mark.clean { --m: var(--fixed); border-radius: 50%; }
.mark:is(.affected, .fixed, .not-applicable) { --m: var(--v); } .mark.fixed { border-radius: 50%; }
.mark.hang { --m: var(--inconclusive); } .mark.other { background: none; color: var(--dim); border: 1.5px dashed var(--dim); }

table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .9rem .4rem 0; border-bottom: 1px solid var(--rule); }
td { overflow-wrap: break-word; }
th { font-weight: 600; color: var(--dim); font-size: .86rem; } th.right, td.right { text-align: right; font-variant-numeric: tabular-nums; }
td[data-column="Subject"], td[data-column="Verdict"], td[data-column="Says"], td[data-column="Predicted"],
td[data-column="Evidence"], td[data-column="Trials of"], td[data-column="Introduced"], td[data-column="Fixed"], td[data-column="Line"], .grid th { white-space: nowrap; }
.scroll { overflow-x: auto; } .grid { width: auto; } .grid th[scope="row"] { position: sticky; left: 0; background: var(--paper); color: var(--ink); }
.grid td { padding: .3rem .9rem .3rem 0; } .grid a { text-decoration: none; }

.copied { position: relative; } .copied > .copy { float: right; margin: .4rem; position: relative; z-index: 1; } .command .copy { float: none; margin: 0 0 0 .5rem; }
pre { background: var(--soft); padding: .8rem 1rem; border-radius: .4rem; overflow-x: auto; line-height: 1.5; tab-size: 4; white-space: pre; }
.diff { margin-top: .6rem; } .diff figcaption { margin-bottom: .25rem; } .diff .place { color: var(--ink); font-weight: 600; }
.diff pre { padding-inline: 0; } .line { display: block; padding-inline: 1rem; width: max-content; min-width: 100%; }
.removed { background: var(--affected-soft); } .added { background: var(--fixed-soft); }
del, ins { text-decoration: none; font-weight: 700; } del { color: var(--affected); text-decoration: line-through; } ins { color: var(--fixed); text-decoration: underline; }

.flames { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); gap: 1.5rem; align-items: end; margin-top: 1rem; }
.profile svg { display: block; overflow: hidden; } .frame rect { fill: var(--soft); stroke: var(--rule); width: calc(100% - 2px); } .frame .name { width: calc(100% - 12px); height: 100%; overflow: hidden; font: 12px/22px var(--mono); }
.name span { display: inline-block; white-space: nowrap; } .name .strut { width: 0; height: 22px; vertical-align: top; }
.frame.only rect { fill: var(--inconclusive-soft); stroke: var(--inconclusive); stroke-width: 2; }

@media (max-width: 62rem) {
  .timeline ol { flex-direction: column; gap: 1.3rem; } .step { margin-top: 0; }
  .step:not(:last-child)::after { content: "↓"; right: auto; left: .7rem; top: auto; bottom: -1.35rem; }
  .row-1 { margin-left: 1rem; } .row-2 { margin-left: 2rem; } .row-3 { margin-left: 3rem; } .row-4 { margin-left: 4rem; }
  .row-5 { margin-left: 5rem; } .row-6 { margin-left: 6rem; }
}
@media (max-width: 40rem) {
  .banner, body > main { padding-inline: 1rem; } .banner { padding-block: 1.5rem; }
  .strip { grid-template-columns: 1fr; } .runs { grid-column: 1; } .words { left: 0; max-width: 100%; }
  .facts, .trials dl { grid-template-columns: 1fr; gap: 0; } .facts dd, .trials dd { margin-bottom: .5rem; }
  .search { position: static; }
  .copied > .copy { float: none; margin: 0 0 .4rem; } .line { width: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
  .card { padding: .8rem; }
  .cards, .cards tbody, .cards tr, .cards td { display: block; } .cards thead { position: absolute; left: -999rem; }
  .cards tr { border: 1px solid var(--rule); border-radius: .4rem; padding: .5rem .75rem; margin-top: .5rem; }
  .cards td, .cards td.right { border: 0; padding: .1rem 0; display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); text-align: left; }
  .cards td:empty { display: none; } .cards td::before { content: attr(data-column); color: var(--dim); font-size: .86rem; white-space: normal; }
  .cards td .badge { justify-self: start; }
}
@media print {
  :root { color-scheme: light; } .search, .copy, .skip, button { display: none !important; } .card, .strip, tr, figure { break-inside: avoid; }
  body { font-size: 11pt; } main, .banner > * { max-width: none; } * { print-color-adjust: exact; }
}
`;function drawTargetGrid(grid,cellLink){const rows=grid.targets.map((target,at)=>({target,cells:grid.releases.map(({cells})=>cells[at]??[])}));const notes=require_describe_report.p(rows.flatMap(({cells})=>cells.flat()));return element(`section`,{id:`grid`,"aria-labelledby":`grid-title`},element(`h2`,{id:`grid-title`},`Releases and targets`),element(`p`,{class:`dim`},require_describe_report.u(grid)),element(`div`,{class:`scroll`,tabindex:0,role:`region`,"aria-labelledby":`grid-title`},element(`table`,{class:`grid`},element(`thead`,{},element(`tr`,{},element(`th`,{scope:`col`},`Target`),...grid.releases.map(({name})=>element(`th`,{scope:`col`},name)))),element(`tbody`,{},...rows.map(({target,cells})=>element(`tr`,{},element(`th`,{scope:`row`},target),...cells.map(ofRelease=>element(`td`,{},ofRelease.length===0?element(`span`,{class:`dim`},require_describe_report.d):ofRelease.map(({cell,index})=>{const link=cellLink(index);const badge=cellBadge(cell);const note=require_describe_report.f(cell,notes);return[link===null?badge:element(`a`,{href:link},badge),note===null?null:element(`span`,{class:`dim`},` ${note}`)]})))))))),...[...notes].map(([reason,number])=>element(`p`,{class:`dim`},`[${number}] ${reason}`)))}const mostRows=600;const worthSearching=5;const shownVerdicts=[`affected`,`inconclusive`,`fixed`,`not-applicable`];function drawPage(report,bug){const page=lines(element(`html`,{lang:`en`},drawHead(report),`
`,drawBody(report,bug),`
`));return`<!doctype html>\n${String(page)}\n`}function drawHead(report){const policy=`default-src 'none'; style-src '${hashOf(styles)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'none'`;return element(`head`,{},`
`,lines(element(`meta`,{charset:`utf-8`}),element(`meta`,{"http-equiv":`Content-Security-Policy`,content:policy}),element(`meta`,{name:`viewport`,content:`width=device-width, initial-scale=1`}),element(`meta`,{name:`color-scheme`,content:`light dark`}),element(`title`,{},require_verdict.p(`${report.verdict}: ${titleOf(report)}`)),ownStyle(styles)),`
`)}const hashOf=code=>`sha256-${(0,node_crypto.createHash)(`sha256`).update(code).digest(`base64`)}`;function drawBody(report,bug){const findings=report.kind===`gate`?gateFindings(report.cells):cellFindings(report);const grid=require_describe_report.l(report);const pictures=[drawReleaseStrips(stripsOf(report,bug?.predictions??{}),findings.linkOf),grid===null?null:drawTargetGrid(grid,findings.linkOf)];const isAboutMany=report.kind!==`run`&&report.kind!==`gate`;return element(`body`,{},`
`,lines(element(`a`,{class:`skip`,href:`#content`},`Skip to the findings`),drawBanner(report,bug?.links??[]),element(`main`,{id:`content`},`
`,lines(report.lines===void 0?null:drawLines(report.lines),...isAboutMany?pictures:[],...drawFindings(report,findings),drawFlameGraphs(profilesOf(report,bug?.recordedProfiles??[])),...isAboutMany?[]:pictures,drawEnvironment(report)),`
`),ownScript(script)),`
`)}const drawLines=reported=>drawSection(`lines`,`Boundaries`,drawBlock(require_describe_table.i(reported)));function drawFindings({cells,kind},{groups,linkOf,omitted}){if(cells.length===0)return[];const cards=groups.map(({cards:ofGroup,tally,title},index)=>ofGroup.length===0?null:drawSection(`findings-${index+1}`,title,tally===``?null:element(`p`,{class:`dim`},tally),...ofGroup));const table=kind===`gate`||cells.length<2?null:drawTableSection(cells,linkOf);return[cells.length<worthSearching?null:drawSearch(cells,kind),...cells.length<worthSearching?[...cards,table]:[table,...cards],omitted===0?null:element(`p`,{class:`dim`},`And ${omitted} more, which are in the JSON report (-o json=FILE).`)].filter(part=>part!==null)}function drawTableSection(cells,linkOf){const rows=cells.slice(0,mostRows);return drawSection(`cells`,`All that was asked`,drawCellsTable(rows,linkOf),rows.length===cells.length?null:element(`p`,{class:`dim`},`And ${cells.length-rows.length} more, which are in the JSON report.`))}function drawSection(id,title,...content){const heading=`${id}-title`;return element(`section`,{id,"aria-labelledby":heading},element(`h2`,{id:heading},title),...content)}const countedThings={run:`result`,matrix:`result`,bisect:`result`,gate:`finding`,scan:`release`};function drawSearch(cells,kind){const present=shownVerdicts.filter(verdict=>cells.some(cell=>cell.verdict===verdict));return element(`form`,{class:`search needs-script`,role:`search`,id:`search`},element(`label`,{},element(`span`,{},`Search`),element(`input`,{type:`search`,autocomplete:`off`,placeholder:`release, file, words`}),element(`kbd`,{"aria-hidden":`true`},`/`)),element(`span`,{class:`chips`,role:`group`,"aria-label":`verdicts to show`},...present.map(verdict=>element(`button`,{type:`button`,"aria-pressed":`true`,"data-shows":verdict},badge(verdict)))),element(`span`,{class:`chips`},element(`button`,{type:`button`,"data-opens":`all`},`Open all`),element(`button`,{type:`button`,"data-opens":`none`},`Close all`)),element(`output`,{"data-counted":require_words.T(cells.filter(require_overall.n).length,countedThings[kind])},``))}function drawEnvironment(report){const{tool,host,hosts=[host],startedAt}=report;const facts=[{label:`Verdict`,text:`${report.verdict}: ${require_words.L[report.verdict]}`,tone:report.verdict},{label:`Counted`,text:require_words.F(report)},...require_words.x(report).map(text=>({label:`Passed over`,text})),{label:`Exit code`,text:`${report.exitCode}: ${require_words.d(report)}`},{label:`Took`,text:`${require_words.c(require_describe_report.n(report))}, started ${startedAt}`},{label:hosts.length===1?`Host`:`Hosts`,text:hosts.map(hostWords).join(`; `)},{label:`Tool`,text:`${tool.name} ${tool.version}`}];return drawSection(`environment`,`Summary`,drawBlock({kind:`facts`,facts}))}const hostWords=({os,arch,kernel,cpus,libc})=>`${os}/${arch}, ${kernel}, ${libc}, ${require_words.T(cpus,`CPU`)}`;const renderHtml=(report,bug)=>drawPage(report,bug);exports.renderHtml=renderHtml;