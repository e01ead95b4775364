import { describe, expect, it } from 'vitest';
import { describeHost } from '../../../src/host/system.js';
import { hostSchema } from '../../../src/model/report-schema.js';

describe('describeHost', () => {
  it('fits the report and speaks Go', () => {
    const host = describeHost();
    expect(hostSchema.parse(host)).toEqual(host);
    expect(['x64', 'ia32', 'win32']).not.toContain(host.arch);
    expect(host.os).not.toBe('win32');
  });

  it.runIf(process.platform === 'linux')('knows the C library', () => {
    expect(['glibc', 'musl']).toContain(describeHost().libc);
  });
});
