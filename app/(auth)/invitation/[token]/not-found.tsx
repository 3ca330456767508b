import { Door } from '@/components/access/door';
import { LinkButton } from '@/components/ui/link-button';

export default function InvitationNotFound() {
  return (
    <Door
      title="This invitation no longer works"
      intro="It was used already, was withdrawn, or is older than seven days. Ask the person who sent it for a new one."
    >
      <div className="door-fields">
        <LinkButton href="/sign-in">Go to the sign-in</LinkButton>
      </div>
    </Door>
  );
}
