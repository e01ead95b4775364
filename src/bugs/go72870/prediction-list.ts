/**
 * The result of a scan of each release's runtime source, with the hash of the decisive text. A prediction, never
 * evidence. Written by scripts/make-predictions.js; do not edit.
 */
const sources: readonly {
  readonly verdict: 'affected' | 'fixed' | 'not-applicable';
  readonly sourceHash: string;
  readonly releases: readonly string[];
}[] = [
  {
    verdict: 'not-applicable',
    sourceHash: 'c207a1b64eefab804b63fb6b72f07e5b2c0f9eb8cf5497acebd98256ea31e1ab',
    // prettier-ignore
    releases: [
      'go1.20', 'go1.20.1', 'go1.20.2', 'go1.20.4', 'go1.20.6', 'go1.20.7', 'go1.20.8', 'go1.20.10',
      'go1.20.11', 'go1.20.12', 'go1.20.13', 'go1.20.14',
    ],
  },
  {
    verdict: 'affected',
    sourceHash: '0fb994963db8ecb81e8bc82d333dfe4e7e3a8a24c7553420182dfed87defa1c6',
    // prettier-ignore
    releases: [
      'go1.21.0', 'go1.21.1', 'go1.21.2', 'go1.21.3', 'go1.21.4', 'go1.21.5', 'go1.21.6',
    ],
  },
  {
    verdict: 'affected',
    sourceHash: '8e2317d0912ad967904037645de56cfbc5efa068e3a70d05ac92fd39ef0d0791',
    // prettier-ignore
    releases: [
      'go1.21.7', 'go1.21.8', 'go1.21.9', 'go1.21.10', 'go1.21.11', 'go1.21.12', 'go1.21.13',
    ],
  },
  {
    verdict: 'affected',
    sourceHash: '24a1224bf37c3ee3f6f6485676b1fe1e7b33b50a90443c23fff599f23f600f4f',
    // prettier-ignore
    releases: [
      'go1.22rc1', 'go1.22rc2', 'go1.22.0', 'go1.22.1', 'go1.22.2', 'go1.22.3', 'go1.22.4', 'go1.22.5',
      'go1.22.6', 'go1.22.7', 'go1.22.8', 'go1.22.9', 'go1.22.10', 'go1.22.11', 'go1.22.12',
    ],
  },
  {
    verdict: 'affected',
    sourceHash: '6dce1caaa13df47405146dfcfe4f7aa08a2f6905e37b82947d5e0b459c44f9e1',
    // prettier-ignore
    releases: [
      'go1.23rc1', 'go1.23.0',
    ],
  },
  {
    verdict: 'affected',
    sourceHash: 'e25716612ac548d67764c24a36eca01510ca2e7c0db0d15c97d06e60ff7fcfbc',
    // prettier-ignore
    releases: [
      'go1.23.1', 'go1.23.2', 'go1.23.3', 'go1.23.4',
    ],
  },
  {
    verdict: 'affected',
    sourceHash: 'bf6217334e4f4da98409ea23b8d2a9360033331b00f521ceec43606123773bdd',
    // prettier-ignore
    releases: [
      'go1.23.5', 'go1.23.6', 'go1.23.7', 'go1.24rc1', 'go1.24rc2', 'go1.24rc3', 'go1.24.0', 'go1.24.1',
    ],
  },
  {
    verdict: 'fixed',
    sourceHash: '1d36b7b909f3718b615403697e4aa52f6be9a3b25195809714bf805cad2338ec',
    // prettier-ignore
    releases: [
      'go1.23.8', 'go1.23.9', 'go1.23.10', 'go1.23.11', 'go1.23.12', 'go1.24.2', 'go1.24.3', 'go1.24.4',
      'go1.24.5', 'go1.24.6', 'go1.24.7', 'go1.24.8', 'go1.24.9', 'go1.24.10', 'go1.24.11', 'go1.24.12',
      'go1.24.13', 'go1.25rc1', 'go1.25rc2', 'go1.25rc3', 'go1.25.0', 'go1.25.1', 'go1.25.2', 'go1.25.3',
      'go1.25.4', 'go1.25.5', 'go1.25.6', 'go1.25.7', 'go1.25.8', 'go1.25.9', 'go1.25.10', 'go1.25.11',
      'go1.25.12', 'go1.25.13', 'go1.25.14', 'go1.26rc1', 'go1.26rc2', 'go1.26.0', 'go1.26.1', 'go1.26.2',
      'go1.26.3', 'go1.26.4', 'go1.26.5', 'go1.26.6', 'go1.26.7', 'go1.26.8', 'go1.26.9', 'go1.26.10',
      'go1.26.11', 'go1.27.0', 'go1.27.1', 'go1.27.2', 'go1.27.3', 'go1.27.4',
    ],
  },
];

export const predictionList = Object.fromEntries(
  sources.flatMap(({ releases, ...prediction }) => releases.map((release) => [release, prediction] as const)),
);
