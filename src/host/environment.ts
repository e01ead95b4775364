/**
 * The environment of children. There are two rules: a download obeys the user's own Go settings (proxy, private
 * modules, credentials, checksum database), a build obeys none of them, since one stray GOFLAGS or GOEXPERIMENT makes a
 * different program.
 */
export type Environment = Readonly<Record<string, string>>;

/** This process's environment, without the `undefined`s of Node's types. */
export function currentEnvironment(): Environment {
  return definedOnly(process.env);
}

/** The answer of `go env -json`, into which Go has already merged `go env -w` settings and defaults. */
export type GoSettings = Readonly<Record<string, string>>;

// Everything Go, cgo and Go programs read. `GOENV=off` alone is not enough: these work from the environment as well.
const goVariable = /^(?:GO[A-Z0-9_]*|CGO_[A-Z0-9_]*|GCCGO[A-Z0-9_]*)$/i;
export const proxyVariable = /^(?:https?|all|ftp)_proxy$/i;
const compilerVariable = /^(?:CC|CXX|FC|AR|LD|PKG_CONFIG)$/;

// Variables that would select a different go command, or make it read a different module.
const misleadingForDownloads = new Set(['GOROOT', 'GOEXPERIMENT', 'GOOS', 'GOARCH', 'GOWORK', 'GO111MODULE']);

/**
 * The environment for asking a go command about itself and for downloads: the user's, with the toolchain switch off,
 * and no build flags from anywhere. GODEBUG stays, since it can carry network settings (`netdns=go`).
 */
export function downloadEnvironment(user: Environment, settings: Environment = {}): Environment {
  const kept = withoutNames(user, (name) => misleadingForDownloads.has(name));
  return { ...kept, GOTOOLCHAIN: 'local', GOFLAGS: '', GOWORK: 'off', GO111MODULE: 'on', ...settings };
}

/**
 * The user's environment for a go command that must fetch nothing, not even modules that it counts as private or
 * direct. Nothing answers at the given address.
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
 * The environment for `go build` and everything around it: none of the user's Go settings. `pins` are the settings of
 * the target and the caches (GOOS, CC, GOCACHE, CGO_ENABLED, …) and win.
 */
export function buildEnvironment(user: Environment, pins: Environment): Environment {
  const kept = withoutNames(
    user,
    // Nothing is fetched, and a proxy's address may carry a password, which must not get into a compiler's log.
    (name) => goVariable.test(name) || compilerVariable.test(name) || proxyVariable.test(name),
  );
  return {
    ...kept,
    GOENV: 'off',
    GOTOOLCHAIN: 'local',
    GOFLAGS: '',
    GOWORK: 'off',
    GO111MODULE: 'on',
    // It affects only the compiler, not its output: an eighth less time for a cold build, with 350 MB instead of 250.
    GOGC: '400',
    ...pins,
  };
}

/** Keeps compilers and linkers from leaving files in the user's own temporary folder, however they end. */
export const temporaryIn = (folder: string): Environment => ({
  GOTMPDIR: folder,
  TMPDIR: folder,
  TMP: folder,
  TEMP: folder,
});

const programVariable =
  /^(?:PATH|HOME|USER|LANG|LC_[A-Z]+|TZ|TMPDIR|TEMP|TMP|SYSTEMROOT|SYSTEMDRIVE|USERPROFILE|WINEPREFIX|WINEDEBUG)$/i;

/**
 * The environment of a program under test: what any process needs, and nothing that changes the behaviour of Go or the
 * C library (GODEBUG, GOGC, GOMAXPROCS, GOTRACEBACK, LD_PRELOAD, MALLOC_…).
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
