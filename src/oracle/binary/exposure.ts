/**
 * The ways in which Go and C can meet in a program, and whether it can be profiled, as far as names show. Nothing in
 * the file shows when and on which thread these functions are called. A bug says what that means for it.
 */
import { sanitiseLine } from '../../text/sanitise.js';
import type { Functions, NameList } from './go/functions.js';

export interface BinaryExposure {
  /** Go functions that C can call by name: `//export`. */
  readonly exportedFunctions: NameList;
  /** C functions that Go calls through cgo. */
  readonly calledFunctions: NameList;
  /** Functions that make Go functions callable from C while the program runs, which leaves no names. */
  readonly madeAtRunTime: readonly string[];
  /** Functions that call C functions that are found while the program runs, which leaves no names either. */
  readonly calledAtRunTime: readonly string[];
  /** Linked packages that can turn CPU profiling on. */
  readonly cpuProfiling: readonly string[];
}

const none: NameList = { count: 0, names: [] };
export const noExposure: BinaryExposure = {
  exportedFunctions: none,
  calledFunctions: none,
  madeAtRunTime: [],
  calledAtRunTime: [],
  cpuProfiling: [],
};

const namesShown = 50;
const longestName = 120;

type Landmarks = readonly (readonly [name: string, shown: string])[];

const makers: Landmarks = [
  ['github.com/ebitengine/purego.NewCallback', 'purego.NewCallback'],
  ['github.com/ebitengine/purego.compileCallback', 'purego.NewCallback'],
  ['syscall.NewCallback', 'syscall.NewCallback'],
  ['syscall.NewCallbackCDecl', 'syscall.NewCallbackCDecl'],
  ['golang.org/x/sys/windows.NewCallback', 'windows.NewCallback'],
];
const callers: Landmarks = [
  ['github.com/ebitengine/purego.RegisterFunc', 'purego.RegisterFunc'],
  ['github.com/ebitengine/purego.SyscallN', 'purego.SyscallN'],
  ['syscall.(*Proc).Call', 'syscall.Proc.Call'],
  ['syscall.(*LazyProc).Call', 'syscall.LazyProc.Call'],
  ['golang.org/x/sys/windows.(*LazyProc).Call', 'windows.LazyProc.Call'],
];
const profilers: Landmarks = [
  ['runtime/pprof.StartCPUProfile', 'runtime/pprof'],
  ['net/http/pprof.Profile', 'net/http/pprof'],
];

export function exposureOf(functions: Functions): BinaryExposure {
  const linked = (landmarks: Landmarks): readonly string[] => [
    ...new Set(landmarks.filter(([name]) => functions.hasName(name)).map(([, shown]) => shown)),
  ];
  return {
    exportedFunctions: listOf([functions.namesWith('_cgoexp_')], exportedName),
    calledFunctions: listOf([functions.namesWith('._Cfunc_'), functions.namesWith('._C2func_')], calledName),
    madeAtRunTime: linked(makers),
    calledAtRunTime: linked(callers),
    cpuProfiling: linked(profilers),
  };
}

/** `_cgoexp_HASH_Name`. */
const exportedName = (name: string): string | null => /^_cgoexp_[0-9a-f]+_(.+)$/s.exec(name)?.[1] ?? null;

/** `main._Cfunc_name`; names that begin with a capital are cgo's own helpers, such as `GoString`. */
function calledName(name: string): string | null {
  const found = /\._C2?func_([^.]+)$/s.exec(name)?.[1];
  return found === undefined || helpers.has(found) ? null : found;
}

const helpers: ReadonlySet<string> = new Set([
  'CString',
  'CBytes',
  'GoString',
  'GoStringN',
  'GoBytes',
  '_CMalloc',
  '_Cmalloc',
]);

function listOf(lists: readonly NameList[], nameOf: (name: string) => string | null): NameList {
  const listed = lists.flatMap(({ names }) => names);
  const names = new Set(listed.flatMap((name) => nameOf(name) ?? []));
  const unlisted = lists.reduce((sum, list) => sum + list.count - list.names.length, 0);
  return {
    count: names.size + unlisted,
    names: [...names].slice(0, namesShown).map((name) => sanitiseLine(name).slice(0, longestName)),
  };
}
