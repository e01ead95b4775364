import { describe, expect, it } from 'vitest';
import {
  imagesIn,
  mayBeLayer,
  visibilityIn,
  type Layer,
} from '../../../../../src/pipeline/gate/contents/image-layers.js';

const layer = (paths: readonly string[], hardLinks: Layer['hardLinks'] = []): Layer => ({
  paths: new Set(paths),
  hardLinks,
});

describe('imagesIn', () => {
  it('reads the manifest of docker save', () => {
    const manifest = JSON.stringify([
      { Config: 'c.json', Layers: ['a/layer.tar', './b/layer.tar'] },
      { Config: 'd.json', Layers: ['a/layer.tar'] },
    ]);
    expect(imagesIn(new Map([['manifest.json', manifest]]))).toStrictEqual([
      ['a/layer.tar', 'b/layer.tar'],
      ['a/layer.tar'],
    ]);
  });

  it('reads an OCI layout, by indexes of indexes, in a folder', () => {
    const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
    const blob = (letter: string): string => `img/blobs/sha256/${letter.repeat(64)}`;
    const texts = new Map([
      ['img/index.json', JSON.stringify({ manifests: [{ digest: digest('a') }] })],
      [blob('a'), JSON.stringify({ manifests: [{ digest: digest('b') }, { digest: digest('f') }] })],
      [blob('b'), JSON.stringify({ layers: [{ digest: digest('c') }, { digest: digest('d') }] })],
    ]);
    expect(imagesIn(texts)).toStrictEqual([[blob('c'), blob('d')]]);
    expect(mayBeLayer(blob('c'))).toBe(true);
  });

  it.each([
    ['no JSON', '{'],
    ['another manifest', '{"name": "an extension", "version": "1"}'],
    ['layers that are no names', '[{"Layers": [1, null]}]'],
    ['an index that names itself', `{"manifests": [{"digest": "sha256:${'a'.repeat(64)}"}]}`],
  ])('sees no image in %s', (_, text) => {
    const texts = new Map([
      ['manifest.json', text],
      ['index.json', text],
      [`blobs/sha256/${'a'.repeat(64)}`, text],
    ]);
    expect(imagesIn(texts)).toStrictEqual([]);
  });
});

describe('visibilityIn', () => {
  const isVisible = (layers: readonly Layer[], path: string): boolean => visibilityIn(layers)(0, path);

  it.each([
    ['is there without upper layers', [layer(['app/tool'])], true],
    ['is there beside other files', [layer(['app/tool']), layer(['app/tool2', 'app/.wh.tool2'])], true],
    ['is replaced', [layer(['app/tool']), layer(['app/tool'])], false],
    ['is removed', [layer(['app/tool']), layer(['app/.wh.tool'])], false],
    ['is removed two layers up', [layer(['app/tool']), layer([]), layer(['app/.wh.tool'])], false],
    ['goes with its folder', [layer(['app/tool']), layer(['.wh.app'])], false],
    ['goes with what its folder held', [layer(['app/tool']), layer(['app/.wh..wh..opq'])], false],
    ['goes with all that there was', [layer(['app/tool']), layer(['.wh..wh..opq'])], false],
    ['goes where a file replaces its folder', [layer(['app/tool']), layer(['app'])], false],
    ['stays where a name only begins the same', [layer(['app/tool']), layer(['app/to', '.wh.ap'])], true],
    ['stays where its own layer has a whiteout', [layer(['app/tool', 'app/.wh.tool'])], true],
  ] as const)('a file %s', (_, layers, visible) => {
    expect(isVisible(layers, 'app/tool')).toBe(visible);
  });

  it('keeps a file that another name still stands for', () => {
    const links = [{ path: 'bin/tool', target: 'app/tool' }];
    const removing = layer(['app/.wh.tool']);
    expect(isVisible([layer(['app/tool', 'bin/tool'], links), removing], 'app/tool')).toBe(true);
    expect(
      isVisible([layer(['app/tool', 'bin/tool'], links), removing, layer(['.wh.bin'])], 'app/tool'),
    ).toBe(false);
  });

  it('keeps a file that an upper layer links to', () => {
    const linking = layer(['bin/tool', 'app/.wh.tool'], [{ path: 'bin/tool', target: 'app/tool' }]);
    expect(isVisible([layer(['app/tool']), linking], 'app/tool')).toBe(true);
  });
});
