import type { Session } from './session.js';
import {
  embeddedCatalogue,
  releasesInModuleVersions,
  withReleases,
  type Catalogue,
} from '../release/catalogue.js';
import { discoverToolchains } from '../toolchain/find/discover.js';
import { listServedVersions } from '../toolchain/fetch/served-versions.js';

/**
 * Loads every release that is known here and now: the embedded ones, those that the user's proxy lists (asked at most
 * once a day, never with --offline) and those that are installed. If a list cannot be obtained, the others remain.
 */
export async function loadCatalogue(context: Session): Promise<Catalogue> {
  const [served, installed] = await Promise.all([listServedVersions(context), discoverToolchains(context)]);
  return withReleases(embeddedCatalogue, [
    ...releasesInModuleVersions(served.versions, context.platform),
    ...installed.map(({ versionText }) => versionText),
  ]);
}
