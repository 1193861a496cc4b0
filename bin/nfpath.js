#!/usr/bin/env node
'use strict';

/**
 * Runs the command line. Nothing here is an ES module: to start Node's loader of those takes as long as to load all of
 * nfpath in this way, which is one bundle with its bytecode.
 */
const fs = require('node:fs');
const path = require('node:path');
const { Script } = require('node:vm');

/** By first arguments, the bundles that hold no more than what is needed; main.js holds all. */
const SMALL = new Map([
  ['analyze', 'analyze.js'],
  ...['help', '-h', '--help', '-V', '--version'].map((word) => [word, 'help.js']),
]);

/**
 * Where the bytecode of a bundle is kept that this very Node has made. V8 itself asks for its version and options; that
 * is not enough where one version of Node was built twice, so the name holds which executable it was.
 */
function bytecodeOf(bundle) {
  const { size, mtimeMs } = fs.statSync(process.execPath);
  return `${bundle}.${process.version}-${process.arch}-${size}-${Math.floor(mtimeMs / 1000)}`;
}

/** Another Node than the build's has no bytecode, and V8 takes none that it did not make: then it compiles. */
function readIfThere(file) {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
}

function run(name) {
  const bundle = path.join(__dirname, '../dist/cli', name);
  const script = new Script(fs.readFileSync(bundle, 'latin1'), {
    filename: `dist/cli/${name}`, // What a stack names. Bytecode holds it, and shall not say where it was made.
    cachedData: readIfThere(bytecodeOf(bundle)),
  });
  script.runInThisContext()(require, bundle, path.dirname(bundle));
}

module.exports = { bytecodeOf };

if (require.main === module) run(SMALL.get(process.argv[2]) ?? 'main.js');
