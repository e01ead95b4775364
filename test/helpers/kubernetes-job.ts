/** The Jobs among the examples, read as Kubernetes reads them. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const name = z.string().regex(/^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/);
const quantity = z.string().regex(/^\d+(?:m|[KMGT]i?)?$/);
const positive = z.number().int().positive();
const count = z.number().int().nonnegative();

const container = z.strictObject({
  name,
  image: z.string().min(1),
  command: z.array(z.string()).optional(),
  args: z.array(z.string()).optional(),
  // The value is a string: a bare number is refused by the API server.
  env: z.array(z.strictObject({ name: z.string().regex(/^[A-Za-z_]\w*$/), value: z.string() })).optional(),
  resources: z.strictObject({ requests: z.record(z.enum(['cpu', 'memory']), quantity) }).optional(),
  volumeMounts: z
    .array(
      z.strictObject({
        name,
        mountPath: z.string().startsWith('/'),
        subPath: z.string().regex(/^[^/]/).optional(),
      }),
    )
    .optional(),
});

/** The fields of batch/v1 Job that the examples use, each as the API server takes it; any other is refused. */
const jobSchema = z
  .strictObject({
    apiVersion: z.literal('batch/v1'),
    kind: z.literal('Job'),
    metadata: z.strictObject({ name }),
    spec: z.strictObject({
      completionMode: z.enum(['Indexed', 'NonIndexed']).optional(),
      completions: positive.optional(),
      parallelism: count.optional(),
      backoffLimit: count.optional(),
      backoffLimitPerIndex: count.optional(),
      template: z.strictObject({
        metadata: z.strictObject({ labels: z.record(z.string(), z.string()) }),
        spec: z.strictObject({
          restartPolicy: z.enum(['Never', 'OnFailure']),
          securityContext: z.strictObject({
            runAsNonRoot: z.boolean(),
            runAsUser: count,
            fsGroup: count,
          }),
          containers: z.tuple([container]),
          volumes: z.array(
            z.strictObject({ name, persistentVolumeClaim: z.strictObject({ claimName: name }) }),
          ),
        }),
      }),
    }),
  })
  .refine(({ spec }) => spec.completionMode !== 'Indexed' || spec.completions !== undefined, {
    error: 'an Indexed Job needs completions',
  })
  .refine(
    ({ spec: { completionMode, backoffLimitPerIndex, template } }) =>
      backoffLimitPerIndex === undefined ||
      (completionMode === 'Indexed' && template.spec.restartPolicy === 'Never'),
    { error: 'backoffLimitPerIndex is for Indexed Jobs whose pods never restart' },
  )
  .refine(
    ({ spec }) =>
      spec.template.spec.containers[0].volumeMounts?.every((mount) =>
        spec.template.spec.volumes.some((volume) => volume.name === mount.name),
      ) ?? true,
    { error: 'a volume that is mounted is not there' },
  );

export type Job = z.infer<typeof jobSchema>;

export const readJob = (file: string): Job => checkJob(parse(readFileSync(file, 'utf8')));
export const checkJob = (written: unknown): Job => jobSchema.parse(written);

export interface Pod {
  readonly env: Readonly<Record<string, string>>;
  readonly args: readonly string[];
}

/** The pods of an Indexed Job: to each Kubernetes tells its index, and puts variables into its arguments. */
export function podsOf({ spec }: Job): Pod[] {
  const [{ args = [], env = [] }] = spec.template.spec.containers;
  return Array.from({ length: spec.completions ?? 0 }, (_, index) => {
    const own: Record<string, string> = {
      JOB_COMPLETION_INDEX: String(index),
      ...Object.fromEntries(env.map((variable) => [variable.name, variable.value])),
    };
    const filled = args.map((arg) =>
      arg.replaceAll(/\$\((\w+)\)/g, (whole, key: string) => own[key] ?? whole),
    );
    return { env: own, args: filled };
  });
}
