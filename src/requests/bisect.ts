import { searchBetween, searchLines } from '../bisect/config.js';
import type { SearchConfig, Track } from '../model/bisect.js';
import { ReproError } from '../model/errors.js';
import { expectReleases } from '../pipeline/bisect/expectations.js';
import { loadCatalogue } from '../pipeline/load-catalogue.js';
import { runBisects, type BisectsRequest } from '../pipeline/bisect/run-bisects.js';
import { usualPlan } from '../pipeline/examine/run-plan.js';
import type { Session } from '../pipeline/session.js';
import { requireCompiler, targetsFor } from '../pipeline/targets/targets.js';
import {
  coveredReleases,
  isCandidate,
  releaseLines,
  releasesOfLine,
  type Catalogue,
} from '../release/catalogue.js';
import { resolveOneRelease } from '../release/resolve-spec.js';
import { chooseFrom } from '../text/nearest.js';
import { quotedWord } from '../text/quoted-word.js';
import type { BisectOptions } from './options.js';
import type { ReadyRequest } from './ready-request.js';
import { shortForms } from './short-forms.js';

export function requestBisect(options: BisectOptions): ReadyRequest {
  return {
    hashFiles: true,
    carryOut: async (session) => runBisects(await searchOf(options, session), session),
  };
}

async function searchOf(options: BisectOptions, session: Session): Promise<BisectsRequest> {
  const targets = await targetsFor(options, [shortForms(options)], session);
  await requireCompiler(targets, session);
  const catalogue = coveredReleases(await loadCatalogue(session));
  const { tracks, refused } = await expectReleases(releasesByLine(options, catalogue), session);
  const config = configOf(options, tracks, catalogue);
  const asked = new Set(config.tracks.flatMap(({ points }) => points.map(({ release }) => release)));
  return {
    config,
    doubtful: refused.filter((release) => asked.has(release)),
    catalogue,
    plan: usualPlan(session.bug),
    targets,
    resume: options.resume ?? false,
  };
}

function releasesByLine(options: BisectOptions, catalogue: Catalogue): Map<string, string[]> {
  const known = releaseLines(catalogue);
  // As --go writes lines: go1.23, 1.23.x.
  const asked = options.line?.map((text) => text.replaceAll(/^(?:go|v)|\.[x*]$/gi, ''));
  const stranger = asked?.find((line) => !known.includes(line));
  if (stranger !== undefined) {
    throw new ReproError('unknown-release', `there is no Go release line ${quotedWord(stranger)}`, {
      hint: chooseFrom(stranger, known, (line) => `--line ${line}`),
    });
  }
  const lines = known.filter((line) => asked?.includes(line) ?? true);
  return new Map(
    lines.map((line) => {
      const ofLine = releasesOfLine(catalogue, line).filter(
        (release) => options.includeRc === true || !isCandidate(release),
      );
      return [line, ofLine.map(({ name }) => name)];
    }),
  );
}

function configOf(options: BisectOptions, lines: readonly Track[], catalogue: Catalogue): SearchConfig {
  const { good, bad, findFix = false, thorough = false } = options;
  if (good === undefined && bad === undefined) {
    return searchLines({
      lines,
      seek: findFix ? 'fix' : 'both',
      scan: thorough ? 'orders-runs' : 'saves-runs',
    });
  }
  if (good === undefined || bad === undefined || options.line !== undefined) {
    throw new ReproError('usage', 'a bisect between two releases needs --good and --bad, and no --line', {
      hint: 'For example: cgoprof-repro bisect --good 1.23.8 --bad 1.23.0',
    });
  }
  const config = searchBetween({
    lines,
    good: releaseNamed(good, catalogue),
    bad: releaseNamed(bad, catalogue),
    findFix,
  });
  if (!config.ok)
    throw new ReproError('usage', config.error, {
      hint: 'For example: cgoprof-repro bisect --good 1.23.8 --bad 1.23.0',
    });
  return config.value;
}

function releaseNamed(text: string, catalogue: Catalogue): string {
  const release = resolveOneRelease(text, catalogue);
  if (!release.ok) throw release.error;
  return release.value;
}
