import { Door } from '@/components/access/door';
import { LinkButton } from '@/components/ui/link-button';

export default function NotFound() {
  return (
    <Door
      title="There is nothing at this address"
      intro="It was mistyped, or what stood here has moved or is not yours to see."
    >
      <div className="door-fields">
        <LinkButton href="/dashboard" variant="primary">
          Go to the overview
        </LinkButton>
      </div>
    </Door>
  );
}
