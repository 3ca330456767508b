import { Door } from '@/components/access/door';
import { buttonClass } from '@/components/ui/button-style';

export default function NotFound() {
  return (
    <Door
      title="There is nothing at this address"
      intro="It was mistyped, or what stood here has moved or is not yours to see."
    >
      <div className="door-fields">
        {/* Plain: this page is part of every other one, and the router's link would be sent with all of them. */}
        <a href="/dashboard" className={buttonClass({ variant: 'primary' })}>
          Go to the overview
        </a>
      </div>
    </Door>
  );
}
