#!/usr/bin/env bash
# @grpc/proto-loader 0.8.1: a custom record that was read from LND over gRPC and is handed on has the type 0.
#
# One would guess: with `longs: String` the types of LND's `map<uint64, bytes> custom_records` are decimal, "7629169", as every other uint64
# is; and what was read can be written, as where a boostagram is forwarded in `dest_custom_records`.
# Seen: the key is eight characters, the number's bytes from the lowest up. Written as it was read it is 0 on the wire, and of two records
# one is left, without an error. A decimal key is written right, so that reading and writing want different ones.
# The messages are those of LND's lightning.proto, cut to what is asked here (InvoiceHTLC 9, SendRequest 11); see the docs of the option
# `longs` in @grpc/proto-loader, and protobuf's of `map`. protobuf.js has an issue of it, 1203, open since 2019; its documentation says nothing.
# Prints the version and what was seen; exits non-zero where that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export HOME="$folder" NPM_CONFIG_UPDATE_NOTIFIER=false
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @grpc/proto-loader@0.8.1 protobufjs@7.6.6
cat >lightning.proto <<'PROTO'
syntax = "proto3";
package lnrpc;
service Lightning { rpc Forward (InvoiceHTLC) returns (SendRequest); }
message InvoiceHTLC { uint64 amt_msat = 3; map<uint64, bytes> custom_records = 9; }
message SendRequest { int64 amt_msat = 12; map<uint64, bytes> dest_custom_records = 11; }
PROTO
cat >try.mjs <<'JS'
import { loadSync } from '@grpc/proto-loader'

const { Forward } = loadSync('lightning.proto', { keepCase: true, longs: String, defaults: true })['lnrpc.Lightning']
const boostagram = Buffer.from('{"action":"boost"}')
const preimage = Buffer.alloc(32, 1)
const sent = { amt_msat: '7629169', custom_records: { 7629169: boostagram, 5482373484: preimage } }
const read = Forward.requestDeserialize(Forward.requestSerialize(sent))
const handedOn = Forward.responseDeserialize(
  Forward.responseSerialize({ amt_msat: read.amt_msat, dest_custom_records: read.custom_records }),
)

const typeOf = (key) => Buffer.from(key, 'latin1').readBigUInt64LE()
const keys = (records) => Object.keys(records).map((key) => `${JSON.stringify(key)} (${key.length === 8 ? typeOf(key) : '?'})`).join(', ')
console.log('@grpc/proto-loader 0.8.1 with protobufjs 7.6.6, longs: String')
console.log(`amt_msat read:           ${JSON.stringify(read.amt_msat)}`)
console.log(`types sent:              ${Object.keys(sent.custom_records).join(', ')}`)
console.log(`types read:              ${keys(read.custom_records)}`)
console.log(`types after handing on:  ${keys(handedOn.dest_custom_records)}`)
const isSo =
  read.amt_msat === '7629169' &&
  Object.keys(read.custom_records).map(typeOf).sort().join() === '5482373484,7629169' &&
  Object.keys(handedOn.dest_custom_records).map(typeOf).join() === '0'
process.exit(isSo ? 0 : 1)
JS
node try.mjs
