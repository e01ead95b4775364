/** Images in which jobs of CI systems run Go, and whose names do not mention Go: it is not known which Go they have. */
import type { Pin, PinKind } from '../../../model/pin.js';
import { imagePin } from '../../values/image.js';
import { unresolved, type SourceFile } from '../../values/source-file.js';
import type { YamlNode, YamlScalar, YamlTree } from '../../syntax/yaml-tree.js';

export function imagesThatRunGo(source: SourceFile, kind: PinKind, tree: YamlTree): Pin[] {
  source.budget.search(source.text.length);
  if (!runsGo.test(source.text)) return [];
  return tree.maps().flatMap((map) => {
    const image = imageOf(tree, map);
    if (image === null || !isSpelledOut.test(image.text) || hasNoGo.test(image.text)) return [];
    const value = { expansion: image.expansion, usedAt: image.span };
    const why = 'Go is run in this image, and it is not known which one it has';
    return runsGoIn(tree, map) && imagePin(source, kind, value) === null
      ? [unresolved(source, kind, image.span, why)]
      : [];
  });
}

const runsGo =
  /(?:^|[\s;&|([,"'`=])(?:go[ \t]{1,9}(?:build|test|run|install|generate)|(?:hugo|go)releaser[ \t]{1,9}(?:build|release)|gotestsum|ko[ \t]{1,9}(?:build|publish|resolve))(?![\w.-])/m;

/** Then the job brings its own Go, which other readers know or mention. */
const bringsGo =
  /setup-go|golang|\bgo\/install\b|go\.dev\/dl|install[-_]?go\b|\b(?:gimme|goenv|gvm|sem-version)\b/i;

const isSpelledOut = /^[\w.-]+(?:[/:@][\w.-]+)*$/;

/** Systems, and images for other things: the job's own commands install Go there. */
const hasNoGo =
  /(?:^|[/_-])(?:alpine|ubuntu|debian|busybox|centos|fedora|rockylinux|archlinux|base|machine|node|python|ruby|openjdk|jdk|java|gradle|maven|rust|php|dotnet|docker|dind|kaniko|git|curl|helm|kubectl|terraform|aws|gcloud|cloud-sdk|browsers|playwright|cypress|postgres|mysql|mariadb|redis|mongo|golangci-lint)(?:$|[:@_/-])/i;

function imageOf(tree: YamlTree, map: YamlNode): YamlScalar | null {
  // The first of CircleCI’s images runs the job; the others are services.
  const [first = null] = tree.items(tree.get(map, 'docker'));
  const places = [tree.get(first, 'image'), tree.get(map, 'container'), tree.get(map, 'image')];
  const named = places.flatMap((node) => [node, tree.get(node, 'image'), tree.get(node, 'name')]);
  return named.map((node) => tree.scalar(node)).find((scalar) => scalar !== null) ?? null;
}

const scriptKeys = ['steps', 'script', 'before_script', 'commands'];

/** Tells if the image of a map runs Go; for an executor of CircleCI, or a map that its jobs inherit, in any job. */
function runsGoIn(tree: YamlTree, map: YamlNode): boolean {
  const found = scriptKeys.map((key) => tree.get(map, key)).filter((node) => node !== null);
  if (found.length === 0) return tree.get(map, 'docker') !== null;
  const scripts = found.map((node) => tree.sourceOf(node)).join('\n');
  return runsGo.test(scripts) && !bringsGo.test(scripts);
}
