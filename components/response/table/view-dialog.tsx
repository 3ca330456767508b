'use client';

import { ActionForm } from '@/components/ui/action-form';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { maxViewName } from '@/lib/checklist-table/model';
import { useChecklist } from '../checklist-context';
import { useTableFacts } from './table-context';
import type { ViewTask } from './table-views';

const words = {
  SAVE: { title: 'Save as a view', verb: 'Save', action: 'saveView' },
  RENAME: { title: 'Rename the view', verb: 'Rename', action: 'renameView' },
  REMOVE: { title: 'Delete the view?', verb: 'Delete', action: 'removeView' },
} as const;

/** Saves, renames or deletes a view. Loaded when it is asked for. */
export default function ViewDialog({ task, onClose }: { task: ViewTask; onClose: () => void }) {
  const { view } = useChecklist();
  const { actions } = useTableFacts();
  const { title, verb, action } = words[task.kind];
  return (
    <Dialog open onClose={onClose} title={title}>
      <ActionForm action={actions[action]} onSuccess={onClose} className="mt-2 grid gap-3">
        <input type="hidden" name="assessmentId" value={view.assessmentId} />
        {task.kind === 'SAVE' ? (
          <input type="hidden" name="query" value={task.query} />
        ) : (
          <>
            <input type="hidden" name="viewId" value={task.view.viewId} />
            <input type="hidden" name="version" value={task.view.version} />
          </>
        )}
        {task.kind === 'REMOVE' ? (
          <p className="text-ink-2 text-read">
            {task.view.name} goes away for everybody who sees this assessment. Nothing else changes.
          </p>
        ) : (
          <TextField
            name="name"
            label="Name"
            hint="Everybody who sees this assessment sees the view."
            defaultValue={task.kind === 'RENAME' ? task.view.name : ''}
            maxLength={maxViewName}
            autoComplete="off"
          />
        )}
        <div className="dialog-actions">
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton variant={task.kind === 'REMOVE' ? 'danger' : 'primary'} busyText="Saving">
            {verb}
          </SubmitButton>
        </div>
      </ActionForm>
    </Dialog>
  );
}
