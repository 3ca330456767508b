'use client';

import { Button } from '@/components/ui/button';
import { showToast } from '@/components/ui/toast-store';
import type { Question } from '@/lib/questionnaire/rules/describe';

/** Copies the question with its answers as plain text: whoever knows the answer may have no account here. */
export function AskColleague({ question }: { question: Question }) {
  async function copy() {
    const done = await navigator.clipboard?.writeText(questionText(question)).then(
      () => true,
      () => false,
    );
    showToast(
      done
        ? { message: 'Question copied. Paste it into a message to a colleague.' }
        : {
            message: 'Your browser does not let this page copy. Select the text of the question instead.',
            tone: 'late',
          },
    );
  }
  return (
    <Button variant="ghost" className="max-md:hidden" onClick={() => void copy()}>
      Not sure, ask a colleague
    </Button>
  );
}

function questionText({ title, about, intro, help, options }: Question): string {
  const choices = options.map((option) => `- ${option.label}${option.hint ? ` (${option.hint})` : ''}`);
  return [about, title, intro, ...choices, help].filter(Boolean).join('\n');
}
