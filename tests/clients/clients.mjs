// SPDX-License-Identifier: Apache-2.0
// Has each client call every method of the agent: clients.mjs URL TOKEN [SOCKET]
import assert from 'node:assert/strict';
import http from 'node:http';
import https from 'node:https';
import jayson from 'jayson/promise/index.js';
import { JSONRPCClient } from 'json-rpc-2.0';
import { Client, HTTPTransport, RequestManager } from '@open-rpc/client-js';
import lite from 'jsonrpc-lite';

const [url, token, socketPath] = process.argv.slice(2);
const scheme = new URL(url).protocol.replace(':', '');
const authorization = { authorization: `Bearer ${token}` };

// Each gives a function (method, params) that answers the result or throws what the client throws, for a token or for none.
const clients = {
  jayson: (headers) => {
    const { hostname, port } = new URL(url);
    const client = jayson.Client[scheme]({ hostname, port, path: '/rpc', headers });
    return (method, params) => client.request(method, params).then(unwrapped);
  },
  'jayson, by the Unix socket': (headers) => {
    const client = jayson.Client.http({ socketPath, path: '/rpc', headers: { ...headers, host: 'localhost' } });
    return (method, params) => client.request(method, params).then(unwrapped);
  },
  'jayson, as it comes': (headers) => {
    const { hostname, port } = new URL(url);
    const client = jayson.Client[scheme]({ hostname, port, headers });
    return (method, params) => client.request(method, params).then(unwrapped);
  },
  'json-rpc-2.0': (headers) => {
    const client = new JSONRPCClient(async (request) => {
      const response = JSON.parse(await post(JSON.stringify(request), 'application/json', headers));
      if (response.id === null) throw response.error;
      client.receive(response);
    });
    return (method, params) => client.request(method, params);
  },
  '@open-rpc/client-js': (headers) => {
    const client = new Client(new RequestManager([new HTTPTransport(`${url}/rpc`, { headers })]));
    return (method, params) => client.request({ method, params });
  },
  'jsonrpc-lite': (headers) => async (method, params) => {
    const response = await post(lite.request(1, method, params).serialize(), 'application/json', headers);
    const { type, payload } = lite.parse(response);
    if (type === 'success') return payload.result;
    throw payload.error;
  },
};

function unwrapped({ error, result }) {
  if (error) throw error;
  return result;
}

function post(body, type, headers) {
  return new Promise((resolve, reject) => {
    const request = { http, https }[scheme].request(`${url}/rpc`, { method: 'POST', headers: { ...headers, 'content-type': type } }, (response) => {
      let text = '';
      response.on('data', (part) => (text += part)).on('end', () => resolve(text));
    });
    request.on('error', reject).end(body);
  });
}

for (const [name, client] of Object.entries(clients)) {
  if (name.includes('Unix') && !socketPath) continue;
  const call = client(authorization);
  const status = await call('status', {});
  assert.equal(status.agent.name, 'ctl-1');
  assert.equal((await call('plan', { sql: false })).databases.length, status.databases.length);
  const operation = await call('sync', { revision: 'head' });
  assert.equal(operation.state, 'succeeded');
  assert.equal((await call('operation', { id: operation.id })).id, operation.id);
  assert.equal((await call('operations', { limit: 1 }))[0].id, operation.id);
  assert.equal((await call('cancel', { id: operation.id })).state, 'succeeded');
  assert.equal((await call('verify', {})).clean, true);
  assert.ok(Array.isArray(await call('history', { database: 'nova_api' })));
  assert.ok((await call('rpc.discover', {})).methods.length > 5);
  await rejects(call('sync', { revision: '402' }), 'A legacy version cannot be a target');
  await rejects(call('status', { databases: ['nova_cell9'] }), 'nova_cell9');
  // A host whose log-ins fail too often is no longer told why.
  if (!name.includes('Unix') && scheme === 'http') {
    await rejects(client({})('sync', {}), 'A token is needed');
  }
  console.log(`${name}, ${scheme}: calls every method, and is told what is wrong`);
}

async function rejects(call, sentence) {
  await assert.rejects(call, (error) => {
    assert.match(JSON.stringify([error.message, error.data, error]), new RegExp(sentence.slice(0, 15)));
    return true;
  });
}
process.exit(0);
