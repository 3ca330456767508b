import { Door } from '@/components/access/door';
import { LinkButton } from '@/components/ui/link-button';

export default function NewPasswordNotFound() {
  return (
    <Door
      title="This link no longer works"
      intro="It was used already, a newer one was asked for, or it is older than an hour."
    >
      <div className="door-fields">
        <LinkButton href="/forgotten-password">Ask for a new one</LinkButton>
      </div>
    </Door>
  );
}
