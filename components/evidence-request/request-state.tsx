import { Badge } from '@/components/ui/badge';
import { EndDistance } from '@/components/ui/time';
import { type RequestView, requestStateNames } from '@/lib/evidence-request/model';

/** What became of a request, in a word; of an open one how long it waits still. */
export function RequestStateMark({ request }: { request: Pick<RequestView, 'state' | 'daysLeft'> }) {
  if (request.state === 'OPEN') return <EndDistance days={request.daysLeft} soonWithin={3} />;
  return <Badge>{requestStateNames[request.state]}</Badge>;
}
