import { randomUUID } from 'node:crypto';
import { connection } from '../lib/http.mjs';
import { countLost } from '../lib/lost.mjs';
import { addPeople } from '../lib/people.mjs';

const PEOPLE = 100;
const SECONDS = 60;
/** Somebody who answers thinks between two answers; far less than a person does. */
const THINK_MS = 100;
/** The first, and three with the same text on top of what the other one saved. */
const TRIES = 4;

/**
 * A hundred people answer at once, each a requirement of their own but two, who fight over one. What was acknowledged must be
 * in the history with its very text. A 409 is no loss where the same text lands on top of the other with the third retry at the latest.
 */
export async function measureHundredWriters(instance) {
  const cookies = await addPeople(instance, PEOPLE);
  const { rows } = await instance.owner.query(
    `SELECT DISTINCT replace("requirementKey", 'pci-dss:', '') AS number FROM "Response" WHERE "assessmentId" = $1 ORDER BY 1`,
    [instance.assessmentId],
  );
  const numbers = rows.map(({ number }) => number).filter((number) => number !== '12.1.1');
  const end = Date.now() + SECONDS * 1000;
  const acknowledged = [];
  let givenUp = 0;
  let conflicts = 0;
  const person = async (cookie, index) => {
    const http = connection({ ...instance, cookie });
    const number = index < 2 ? '12.1.1' : numbers[index];
    const path = `/api/assessments/${instance.assessmentId}/responses/${number}`;
    let version = await versionOf(http, path);
    while (Date.now() < end) {
      const text = `${index} ${randomUUID()}`;
      let landed = false;
      for (let attempt = 0; attempt < TRIES && !landed; attempt += 1) {
        const body = JSON.stringify({
          row: 0,
          version,
          changes: { finding: 'NOT_APPLICABLE', notApplicableReason: text },
        });
        const answer = await http.send('PATCH', path, body);
        const said = JSON.parse(answer.body);
        if (answer.status === 200) {
          version = said.version;
          landed = true;
          acknowledged.push({ number, version, text });
        } else if (answer.status === 409) {
          conflicts += 1;
          version = said.current.version;
        } else throw new Error(`a save was answered with ${answer.status}: ${answer.body}`);
      }
      if (!landed) givenUp += 1;
      await new Promise((done) => setTimeout(done, THINK_MS));
    }
    http.close();
  };
  await Promise.all(cookies.map(person));
  if (acknowledged.length < PEOPLE * SECONDS) {
    throw new Error(`only ${acknowledged.length} saves in ${SECONDS} s: the run says nothing`);
  }
  const lost = (await countLost(instance, acknowledged)) + givenUp;
  return {
    results: [
      {
        name: 'hundred-writers-lost',
        value: lost,
        unit: 'answers',
        target: 0,
        better: 'lower',
        comparedWith: `${acknowledged.length} acknowledged by ${PEOPLE} people in ${SECONDS} s, ${conflicts} times 409, ${givenUp} not landed with the third retry`,
      },
    ],
    samples: { acknowledged: acknowledged.length, conflicts, givenUp },
  };
}

async function versionOf(http, path) {
  const answer = await http.send('GET', path);
  return JSON.parse(answer.body).responses[0].version;
}
