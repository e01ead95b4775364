/**
 * What children get to see. Two rules: a download obeys the user's own Go settings (proxy, private modules,
 * credentials, checksum database), a build obeys none of them, since one stray GOFLAGS or GOEXPERIMENT makes
 * another program than the one that was asked about.
 */
export type Environment = Readonly<Record<string, string>>;

/** This process's environment, without the `undefined`s of Node's types. */
export function currentEnvironment(): Environment {
  return definedOnly(process.env);
}

/** What `go env -json` answered, with `go env -w` settings and defaults already joined in by Go itself. */
export type GoSettings = Readonly<Record<string, string>>;

// Everything Go, cgo and Go programs read. `GOENV=off` alone is not enough: these work from the environment as well.
const goVariable = /^(?:GO[A-Z0-9_]*|CGO_[A-Z0-9_]*|GCCGO[A-Z0-9_]*)$/i;
const proxyVariable = /^(?:https?|all|ftp)_proxy$/i;
const compilerVariable = /^(?:CC|CXX|FC|AR|LD|PKG_CONFIG)$/;

// What would make the go command be another one, or read another module than it is told to.
const misleadingForDownloads = new Set(['GOROOT', 'GOEXPERIMENT', 'GOOS', 'GOARCH', 'GOWORK', 'GO111MODULE']);

/**
 * For asking a go command about itself and for downloads: the user's environment, the toolchain switch off, and no
 * build flags from anywhere. GODEBUG stays, since it can carry network settings (`netdns=go`).
 */
export function downloadEnvironment(user: Environment, settings: Environment = {}): Environment {
  const kept = withoutNames(user, (name) => misleadingForDownloads.has(name));
  return { ...kept, GOTOOLCHAIN: 'local', GOFLAGS: '', GOWORK: 'off', GO111MODULE: 'on', ...settings };
}

/**
 * The user's environment for a go command that must fetch nothing, whatever it takes for private or direct. The address
 * is one where nobody answers.
 */
export function withoutNetwork(user: Environment): Environment {
  const nowhere = 'http://127.0.0.1:1';
  const kept = withoutNames(user, (name) => /^(?:https?|all|no)_proxy$/i.test(name));
  return {
    ...kept,
    GOPROXY: 'off',
    GONOPROXY: 'none',
    GOVCS: '*:off',
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
  };
}

/**
 * For `go build` and everything about it: nothing of the user's Go settings. `pins` is what the target and the caches set
 * (GOOS, CC, GOCACHE, CGO_ENABLED, …) and wins.
 */
export function buildEnvironment(user: Environment, pins: Environment): Environment {
  const kept = withoutNames(
    user,
    // Nothing is fetched, and a proxy's address may carry a password, which a compiler's log had better not.
    (name) => goVariable.test(name) || compilerVariable.test(name) || proxyVariable.test(name),
  );
  return {
    ...kept,
    GOENV: 'off',
    GOTOOLCHAIN: 'local',
    GOFLAGS: '',
    GOWORK: 'off',
    GO111MODULE: 'on',
    // The compiler's own, no part of what it makes: an eighth less time for a cold build, with 350 MB instead of 250.
    GOGC: '400',
    ...pins,
  };
}

/** So that compilers and linkers leave nothing in the user's own folder for such files, whatever ends them. */
export const temporaryIn = (folder: string): Environment => ({
  GOTMPDIR: folder,
  TMPDIR: folder,
  TMP: folder,
  TEMP: folder,
});

const programVariable =
  /^(?:PATH|HOME|USER|LANG|LC_[A-Z]+|TZ|TMPDIR|TEMP|TMP|SYSTEMROOT|SYSTEMDRIVE|USERPROFILE|WINEPREFIX|WINEDEBUG)$/i;

/**
 * For a program under test: what any process needs, and nothing that changes how Go or the C library behave (GODEBUG,
 * GOGC, GOMAXPROCS, GOTRACEBACK, LD_PRELOAD, MALLOC_…).
 */
export function programEnvironment(user: Environment): Environment {
  return withoutNames(user, (name) => !programVariable.test(name));
}

function withoutNames(environment: Environment, drop: (name: string) => boolean): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !drop(name)));
}

function definedOnly(environment: NodeJS.ProcessEnv): Environment {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
