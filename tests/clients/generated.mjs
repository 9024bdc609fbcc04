// SPDX-License-Identifier: Apache-2.0
// Calls the agent by the client that OpenRPC's generator made of its own document: generated.mjs PORT
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

const { DbsyncAgent } = createRequire(import.meta.url)('./generated/client/typescript/build/index.js');
const agent = new DbsyncAgent({ transport: { type: 'http', host: '127.0.0.1', port: Number(process.argv[2]), path: '/rpc' } });

const status = await agent.status();
assert.equal(status.agent.name, 'ctl-1');
assert.equal((await agent.plan(['nova_api'], null, false)).databases[0].name, 'nova_api');
assert.ok(Array.isArray(await agent.operations(1)));
assert.ok(Array.isArray(await agent.history('nova_api')));
await assert.rejects(agent.status(['nova_cell9']), /no database of that name/);
console.log('the generated TypeScript client: compiles, calls, and is told what is wrong');
process.exit(0);
