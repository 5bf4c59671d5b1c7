// A PouchDB on the disk replicated to another behind HTTP (the protocol of CouchDB).
// node pouch.js serve FOLDER: prints the port, serves until its input ends.
// node pouch.js send FOLDER URL FILE: FILE holds an array of documents; prints the seconds that the replication took.
const PouchDB = require("pouchdb-core");
PouchDB.plugin(require("pouchdb-adapter-leveldb"));
PouchDB.plugin(require("pouchdb-adapter-http"));
PouchDB.plugin(require("pouchdb-replication"));
PouchDB.plugin(require("pouchdb-mapreduce"));
const fs = require("fs");
const path = require("path");

const BATCH = 500;

function serve(folder) {
  const express = require("express");
  const app = express();
  const Local = PouchDB.defaults({ prefix: folder + path.sep, adapter: "leveldb" });
  app.use(require("express-pouchdb")(Local, { mode: "minimumForPouchDB", inMemoryConfig: true, logPath: path.join(folder, "log") }));
  const server = app.listen(0, "127.0.0.1", () => console.log(server.address().port));
  process.stdin.resume().on("end", () => process.exit(0));
}

async function send(folder, url, file) {
  const source = new PouchDB(path.join(folder, "source"), { adapter: "leveldb" });
  await source.bulkDocs(JSON.parse(fs.readFileSync(file, "utf8")));
  const start = process.hrtime.bigint();
  const done = await source.replicate.to(url, { batch_size: BATCH });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (!done.ok || done.doc_write_failures) throw new Error(JSON.stringify(done));
  console.log(JSON.stringify({ seconds, written: done.docs_written }));
}

const [what, ...rest] = process.argv.slice(2);
if (what === "serve") serve(...rest);
else send(...rest).then(() => process.exit(0), (error) => { console.error(error); process.exit(1); });
