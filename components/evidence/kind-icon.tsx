import { Bot, FileText, Image, Link2, StickyNote } from '@/components/ui/icons';
import type { EvidenceKind } from '@/lib/evidence/model';

/** Stands for a file, a picture, a link, a note or a program. Decoration: the words beside it say what it is. */
export function KindIcon({ kind, mediaType }: { kind: EvidenceKind; mediaType?: string | null }) {
  if (kind === 'LINK') return <Link2 className="text-ink-3" />;
  if (kind === 'NOTE') return <StickyNote className="text-ink-3" />;
  if (kind === 'MACHINE') return <Bot className="text-ink-3" />;
  return mediaType?.startsWith('image/') ? (
    <Image className="text-ink-3" />
  ) : (
    <FileText className="text-ink-3" />
  );
}
