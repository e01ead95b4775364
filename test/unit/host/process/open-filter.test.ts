import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { complaintOf, openFilter } from '../../../../src/host/process/open-filter.js';
import { isProcessAlive } from '../../../../src/host/process/process-groups.js';

const script = (code: string) => ({ file: process.execPath, args: ['-e', code], env: {} });

async function through(code: string, input: string): Promise<string> {
  const { stream: filter } = await openFilter(script(code));
  Readable.from([input]).pipe(filter);
  return (await buffer(filter)).toString();
}

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

describe('openFilter', () => {
  it('passes everything through the command', async () => {
    const echoTwice = `process.stdin.on('data', (data) => process.stdout.write(data + '' + data))`;
    expect(await through(echoTwice, 'abc')).toBe('abcabc');
  });

  it('fails with what the command said when it fails', async () => {
    const error = await failureOf(
      through(
        `process.stdin.resume().on('end', () => { console.error('no such form\\nmore'); process.exitCode = 3; })`,
        'x',
      ),
    );
    expect(complaintOf(error)).toBe('no such form');
  });

  it.runIf(process.platform !== 'win32')('fails with the signal that ended the command', async () => {
    const error = await failureOf(
      through(`process.stdin.resume().on('end', () => process.kill(process.pid, 'SIGKILL'))`, 'x'),
    );
    expect(complaintOf(error)).toBe('ended by SIGKILL');
  });

  it.each([
    ['', ''],
    [`console.error(' a remark\\nmore')`, 'a remark'],
    [`console.error('a failure'); process.exitCode = 3`, ''],
  ])('tells what a command remarked that did not fail: %s', async (code, remark) => {
    const filter = await openFilter(script(`process.stdin.resume(); ${code}`));
    filter.stream.resume().on('error', () => {});
    filter.stream.end();
    expect(await filter.remark()).toBe(remark);
  });

  it('leaves no command behind when the reader stops', async () => {
    const { stream: filter } = await openFilter(
      script(`setInterval(() => process.stdout.write(process.pid + '\\n'), 10); process.stdin.resume()`),
    );
    let pid = 0;
    for await (const chunk of filter) {
      pid = Number(String(chunk).split('\n', 1)[0]);
      break;
    }
    expect(pid).toBeGreaterThan(0);
    while (isProcessAlive(pid)) await delay(5);
  });

  it.runIf(process.platform === 'linux').each([
    ['when the reader stops', 'cat'],
    ['when it ends by itself', 'exit 0'],
  ])('leaves nothing behind that the command has started, %s', async (_, then) => {
    const { stream: filter } = await openFilter({
      file: '/bin/sh',
      args: ['-c', `sleep 1000 > /dev/null 2>&1 & echo $!; ${then}`],
      env: { PATH: process.env['PATH'] ?? '' },
    });
    let pid = 0;
    for await (const chunk of filter) {
      pid = Number(chunk);
      if (then === 'cat') break;
      filter.end();
    }
    expect(pid).toBeGreaterThan(0);
    while (isProcessAlive(pid)) await delay(5);
  });
});

describe('complaintOf', () => {
  it('knows a filter’s errors from others', () => {
    expect(complaintOf(new Error('something else'))).toBeNull();
    expect(complaintOf('text')).toBeNull();
  });
});
