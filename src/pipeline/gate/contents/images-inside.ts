/** Finds the images among the gathered files, and tells which files of their layers count. */
import { groupBy } from '../../../model/group-by.js';
import { linkedPath } from '../cells/archived-path.js';
import { markAsImage, type Container } from './container.js';
import { imagesIn, visibilityIn, type IsVisible } from './image-layers.js';
import { bearsOnToolchains, type FileView } from '../toolchains/toolchains-inside.js';

export interface Images {
  /** The files that the image shows, if the archive is a layer; null for any other. */
  readonly viewOf: (container: Container) => FileView | null;
  /** False for a file that only a lower layer holds. In several images with one layer, one that shows it is enough. */
  readonly shows: (container: Container, path: string) => boolean;
  /** The layer in which the toolchain at `root` is found again; the archive itself if it is no layer. */
  readonly homeOf: (container: Container, root: string) => Container;
}

interface Image {
  /** The layers, the lowest first; null for one that holds no file. */
  readonly layers: readonly (Container | null)[];
  readonly isVisible: IsVisible;
  readonly view: FileView;
}

/**
 * The limit of layers. Real images have a hundred; manifests that name more are made to keep readers busy, and say
 * nothing.
 */
const mostLayers = 4000;

/** @param sources the files that tell a toolchain */
export function openImages(containers: readonly Container[], sources: readonly string[]): Images {
  const places = groupBy(containers.flatMap(imagesOf).flatMap(placesIn), ({ holder }) => holder);
  return {
    viewOf: (container) => places.get(container)?.[0]?.image.view ?? null,
    shows: (container, path) =>
      places.get(container)?.some(({ image, layer }) => image.isVisible(layer, path)) ?? true,
    homeOf: (container, root) => {
      const layers = places.get(container)?.[0]?.image.layers ?? [];
      const holding = layers.filter((layer) => layer !== null && holdsToolchain(layer, root, sources));
      return holding.at(-1) ?? container;
    },
  };
}

/** Each layer of an image with its archive. */
const placesIn = (image: Image) =>
  image.layers.flatMap((holder, layer) => (holder === null ? [] : [{ holder, image, layer }]));

function imagesOf(container: Container): readonly Image[] {
  const named = imagesIn(container.texts);
  if (named.reduce((sum, { length }) => sum + length, 0) > mostLayers) return [];
  return named.flatMap((names): Image[] => {
    const layers = names.map((name) => layerAt(container, name));
    if (layers.every((layer) => layer === null)) return [];
    markAsImage(container);
    const isVisible = visibilityIn(
      layers.map((layer) => ({ paths: layer?.paths ?? new Set(), hardLinks: layer?.hardLinks ?? [] })),
    );
    return [{ layers, isVisible, view: visibleFiles(layers, isVisible) }];
  });
}

/** Finds the layer at a path. Old images name a layer by a link to another image’s. */
function layerAt(container: Container, path: string): Container | null {
  const target = container.links.get(path);
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return container.children.get(target === undefined ? path : linkedPath(folder, target)) ?? null;
}

function visibleFiles(layers: readonly (Container | null)[], isVisible: IsVisible): FileView {
  const [texts, links] = [new Map<string, string>(), new Map<string, string>()];
  for (const [index, layer] of layers.entries()) {
    for (const [path, text] of layer?.texts ?? []) if (isVisible(index, path)) texts.set(path, text);
    for (const [path, target] of layer?.links ?? []) if (isVisible(index, path)) links.set(path, target);
  }
  return { texts, links };
}

const holdsToolchain = ({ texts }: Container, root: string, sources: readonly string[]): boolean =>
  [...texts.keys()].some((path) => path.startsWith(root) && bearsOnToolchains(path, sources));
