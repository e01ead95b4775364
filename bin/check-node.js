// Loaded before anything else, and written so that Nodes of ten years ago read it: what is too old says so, and in one
// sentence. Started by itself, as the action does, it asks what the command needs.
'use strict';

/** By package.json, engines: what the packed command runs on. */
const oldest = 20;

/**
 * A clone whose sources were changed compiles itself; this is what its build tool runs on (rolldown, engines: ^20.19.0 || >=22.12.0).
 * @param {number} major @param {number} minor
 */
function canBuild(major, minor) {
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
}

/**
 * Null when all is well.
 * @param {string} version `18.20.8` @param {boolean} builds whether a clone has to be compiled with it
 */
function complaintAbout(version, builds) {
  const parts = version.split('.').map(Number);
  const major = parts[0] || 0;
  const compiling = builds
    ? ' (to compile a clone whose sources were changed: 20.19 or newer of the 20s, or ≥ 22.12)'
    : '';
  const isEnough = major >= oldest && (!builds || canBuild(major, parts[1] || 0));
  return isEnough ? null : 'cgoprof-repro: needs Node ≥ ' + oldest + compiling + ', this is ' + version;
}

/** @param {boolean} builds */
function refuseOldNode(builds) {
  const version = process.versions.node;
  if (complaintAbout(version, builds) === null) return;
  // Whoever has to get another gets one that will do. Without `node:`, which old ones do not know.
  const isClone = require('fs').existsSync(require('path').join(__dirname, '..', 'scripts', 'setup.js'));
  process.stderr.write(complaintAbout(version, isClone) + '\n');
  // To git bisect, 1 would be a verdict about the commit.
  process.exit(process.argv[2] === 'bisect-step' ? 128 : 1);
}

exports.complaintAbout = complaintAbout;
exports.refuseOldNode = refuseOldNode;

if (require.main === module) refuseOldNode(false);
