// Every statement of the files given holds by the validator of Learning Locker, and each way of spoiling one does not.
//     PEERS=FOLDER node statements.mjs FILE…
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const validate = createRequire(`${process.env.PEERS}/`)('@learninglocker/xapi-validation').default;
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

const statements = process.argv.slice(2).flatMap(read);
for (const statement of statements) {
  const warnings = validate(statement);
  if (warnings.length > 0) {
    throw new Error(`${statement.id}: ${JSON.stringify(warnings)}`);
  }
}

const sound = statements.find((statement) => statement.result?.score);
const ways = read(new URL('spoiled.json', import.meta.url));
for (const [path, value] of ways) {
  const statement = structuredClone(sound);
  const steps = path.split('/');
  const last = steps.pop();
  steps.reduce((part, step) => part[step], statement)[last] = value;
  if (validate(statement).length === 0) {
    throw new Error(`the validator takes ${path}: ${value}`);
  }
}
console.log(`Learning Locker's validator: ${statements.length} statements hold; all ${ways.length} ways of spoiling one are refused`);
