// SPDX-License-Identifier: GPL-3.0-or-later
// read-ddl.js PEER STATEMENTS.json SECONDS: lets a reader of the npm registry parse statement by statement, and stops
// after SECONDS.  Prints {"seconds", "bytes", "done", "failed": [numbers of the statements it refused]}.
'use strict';

const fs = require('fs');
const path = require('path');

const [peer, file, seconds] = process.argv.slice(2);
const load = (name) => require(path.join(process.cwd(), 'node_modules', name));

const makers = {
  'node-sql-parser': () => {
    const { Parser } = load('node-sql-parser');
    const parser = new Parser();
    return (sql) => parser.astify(sql, { database: 'mysql' });
  },
  '@dbml/core': () => {
    const { importer } = load('@dbml/core');
    return (sql) => importer.import(sql, 'mysql');
  },
  'sql-ddl-to-json-schema': () => {
    const { Parser } = load('sql-ddl-to-json-schema');
    return (sql) => new Parser('mysql').feed(sql).toCompactJson();
  },
};

const parse = makers[peer]();
const statements = JSON.parse(fs.readFileSync(file, 'utf8'));
try {
  parse('CREATE TABLE warm (id INT NOT NULL, PRIMARY KEY (id));');
} catch (error) {
  // A reader that cannot read this fails below as well.
}

const failed = [];
let bytes = 0;
let done = 0;
// Other programs may share the machine: seconds of the processor, not of the clock.
const start = process.cpuUsage();
let spent = 0;
for (const statement of statements) {
  try {
    parse(statement + ';');
  } catch (error) {
    failed.push(done);
  }
  done += 1;
  bytes += Buffer.byteLength(statement);
  const usage = process.cpuUsage(start);
  spent = (usage.user + usage.system) / 1e6;
  if (spent > Number(seconds)) break;
}
console.log(JSON.stringify({ seconds: spent, bytes, done, failed }));
