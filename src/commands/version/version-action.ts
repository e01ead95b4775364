import { hostPlatform, nodeVersion } from '../../host/system.js';
import { readTool } from '../../host/tool.js';
import { paragraph } from '../../report/page/plain-table.js';
import { openReply } from '../common/reply.js';
import type { CommonOptions } from '../common/root.js';

export async function versionAction(options: CommonOptions): Promise<void> {
  const answer = await openReply(options);
  const { name, version } = readTool();
  const { goos, goarch } = hostPlatform();
  const platform = `${goos}/${goarch}`;
  const node = `v${nodeVersion()}`;
  await answer({
    blocks: [paragraph(`${name} ${version} (node ${node}, ${platform})`)],
    data: { schemaVersion: 1, name, version, node, platform },
  });
}
