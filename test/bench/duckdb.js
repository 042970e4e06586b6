// SPDX-License-Identifier: PostgreSQL
/*
 * DuckDB in a process of its own, asked through two pipes by duckdb.sh.
 *
 *     CFSPERF_NODE_MODULES=DIRECTORY node duckdb.js DIRECTORY
 *
 * The directory has rows.csv and measures.csv in it, and the pipes questions and answers. A question is a line "time" or
 * "ask" and then a statement; the answer to the one is milliseconds, to the other the first row. EXPLAIN ANALYZE
 * executes a statement whole and throws its rows away, as PostgreSQL's does.
 */
'use strict';
const fs = require('fs');
const path = require('path');

const [rows, measures, questions, answers] =
    ['rows.csv', 'measures.csv', 'questions', 'answers'].map(name => path.join(process.argv[2], name));
const { DuckDBInstance } = require(path.resolve(process.env.CFSPERF_NODE_MODULES, '@duckdb/node-api'));

async function load(connection) {
    await connection.run(`CREATE TABLE text AS SELECT * FROM read_csv('${rows}', header = true,
        columns = {measure: 'VARCHAR', area: 'VARCHAR', period: 'DATE', value: 'DOUBLE'})`);
    await connection.run('CREATE TYPE code_of_measure AS ENUM (SELECT DISTINCT measure FROM text ORDER BY measure)');
    await connection.run('CREATE TYPE code_of_area AS ENUM (SELECT DISTINCT area FROM text ORDER BY area)');
    await connection.run(`CREATE TABLE observation AS SELECT CAST(measure AS code_of_measure) AS measure,
        CAST(area AS code_of_area) AS area, period, value FROM text`);
    await connection.run('DROP TABLE text');
    await connection.run(`CREATE TABLE measure AS SELECT CAST(measure AS code_of_measure) AS measure, low
        FROM read_csv('${measures}', header = true, columns = {measure: 'VARCHAR', low: 'BOOLEAN'})`);
}

async function answer(connection, question) {
    const end = question.indexOf('\n');
    const statement = question.slice(end + 1);
    if (question.slice(0, end) === 'ask') {
        const reader = await connection.runAndReadAll(statement);
        return reader.getRows()[0].map(String).join(' ');
    }
    const began = process.hrtime.bigint();
    await connection.run(`EXPLAIN ANALYZE ${statement}`);
    return String(Number(process.hrtime.bigint() - began) / 1e6);
}

async function main() {
    const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
    const connection = await instance.connect();
    const version = await connection.runAndReadAll('SELECT version()');
    await load(connection);
    fs.writeFileSync(answers, `${version.getRows()[0][0]}\n`);
    for (;;) {
        const question = fs.readFileSync(questions, 'utf8');
        let said;
        try {
            said = await answer(connection, question);
        } catch (error) {
            said = `error ${String(error.message).replace(/\s+/g, ' ')}`;
        }
        fs.writeFileSync(answers, `${said}\n`);
    }
}

// Without an answer the one who waits for it would wait for ever.
main().catch(error => {
    fs.writeFileSync(answers, `${error.message}\n`);
    process.exit(1);
});
