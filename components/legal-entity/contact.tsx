import type { Fact } from '@/components/ui/description-list';

/** The facts of a contact that are known. */
export function contactFacts(contact: {
  name: string;
  title?: string;
  phone: string;
  email: string;
}): Fact[] {
  const facts: Fact[] = [];
  if (contact.name) {
    facts.push({
      term: 'Contact',
      detail: contact.title ? `${contact.name}, ${contact.title}` : contact.name,
    });
  }
  if (contact.phone) facts.push({ term: 'Phone', detail: contact.phone });
  if (contact.email) {
    const link = (
      <a className="link" href={`mailto:${contact.email}`}>
        {contact.email}
      </a>
    );
    facts.push({ term: 'E-mail', detail: link });
  }
  return facts;
}
