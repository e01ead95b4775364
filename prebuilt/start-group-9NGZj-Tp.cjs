const require_system=require("./system-BeKKczJp.cjs");const require_interruption=require("./interruption-CjjxPwGf.cjs");let node_child_process=require("node:child_process");let node_fs=require("node:fs");let node_net=require("node:net");const variable=`CGOPROF_REPRO_CHILD`;let marked=0;const runMark=crypto.randomUUID();function markEnvironment(env){marked+=1;const mark=`${runMark}-${marked}`;return{env:{...env,[variable]:mark},mark}}const maxRounds=10;function killDescendants(mark,childPid){if(process.platform!==`linux`)return;for(let round=0;round<maxRounds;round+=1){const found=processesAbove(childPid).filter(pid=>environmentOf(pid).includes(`${variable}=${mark}\0`));if(found.length===0)return;for(const pid of found)kill(pid)}}function processesAbove(pid){try{return(0,node_fs.readdirSync)(`/proc`).map(Number).filter(other=>other>pid&&other!==process.pid)}catch{return[]}}const environmentOf=pid=>require_system.o(`/proc/${pid}/environ`,`latin1`);function kill(pid){try{process.kill(pid,`SIGKILL`)}catch{}}const script=`
trap '' HUP INT QUIT TERM
groups=' '
while read -r change pid; do
  case $change in
    +) groups="$groups$pid " ;;
    -) groups="\${groups%% $pid *} \${groups#* $pid }" ;;
  esac
done
for pid in $groups; do kill -s KILL -- "-$pid"; done
for round in 1 2 3; do
  found=$(grep -lsF -- "$1" /proc/[0-9]*/environ)
  [ -n "$found" ] || exit 0
  for file in $found; do
    pid=\${file#/proc/}
    kill -s KILL "\${pid%/environ}"
  done
done
`;let pipe;function startWatchdog(){if(pipe!==void 0)return;pipe=null;if(process.platform===`win32`)return;const watchdog=(0,node_child_process.spawn)(`/bin/sh`,[`-c`,script,`cgoprof-repro-watchdog`,runMark],{cwd:`/`,env:{PATH:process.env[`PATH`]??`/usr/bin:/bin`},stdio:[`pipe`,`ignore`,`ignore`],detached:true});watchdog.on(`error`,()=>void 0);watchdog.stdin.on(`error`,()=>void 0);watchdog.unref();if(watchdog.stdin instanceof node_net.Socket)watchdog.stdin.unref();pipe=watchdog.stdin}function tellWatchdog(change,group){pipe?.write(`${change} ${group}\n`)}function startGroup(group,start){startWatchdog();const{env,mark}=markEnvironment(group.env);const child=start({env,detached:require_interruption.n,windowsHide:true});const{pid}=child;if(pid===void 0)return child;require_interruption.o(pid);tellWatchdog(`+`,pid);child.once(`exit`,()=>{if(require_interruption.n)require_interruption.a(pid,`SIGKILL`);if(group.mayScatter)killDescendants(mark,pid);require_interruption.s(pid);tellWatchdog(`-`,pid)});return child}Object.defineProperty(exports,"t",{enumerable:true,get:function(){return startGroup}});