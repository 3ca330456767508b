import type { SVGProps } from 'react';
import { cx } from './class-names';
import sprite from './icons.svg';

export type Icon = (props: SVGProps<SVGSVGElement>) => React.ReactElement;

const { src } = sprite as { src: string };

/** Draws one symbol of icons.svg (scripts/icons.mjs makes it). Decoration, unless an `aria-label` gives it a meaning. */
const icon =
  (id: string): Icon =>
  ({ className, 'aria-label': label, ...rest }) => (
    <svg
      {...rest}
      className={cx('icon', className)}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <use href={`${src}#${id}`} />
    </svg>
  );

export const AlarmClock = icon('alarm-clock');
export const Archive = icon('archive');
export const ArchiveRestore = icon('archive-restore');
export const ArrowDown = icon('arrow-down');
export const ArrowLeft = icon('arrow-left');
export const ArrowRight = icon('arrow-right');
export const ArrowUp = icon('arrow-up');
export const BookOpenText = icon('book-open-text');
export const Bot = icon('bot');
export const Building2 = icon('building-2');
export const CalendarRange = icon('calendar-range');
export const Camera = icon('camera');
export const Check = icon('check');
export const ChevronDown = icon('chevron-down');
export const ChevronLeft = icon('chevron-left');
export const ChevronRight = icon('chevron-right');
export const ChevronsUpDown = icon('chevrons-up-down');
export const Circle = icon('circle');
export const CircleAlert = icon('circle-alert');
export const CircleCheck = icon('circle-check');
export const CircleDashed = icon('circle-dashed');
export const CircleDot = icon('circle-dot');
export const CircleUserRound = icon('circle-user-round');
export const ClockAlert = icon('clock-alert');
export const CloudAlert = icon('cloud-alert');
export const CloudCheck = icon('cloud-check');
export const CloudOff = icon('cloud-off');
export const Columns3 = icon('columns-3');
export const Copy = icon('copy');
export const Download = icon('download');
export const Ellipsis = icon('ellipsis');
export const ExternalLink = icon('external-link');
export const Eye = icon('eye');
export const EyeOff = icon('eye-off');
export const FileCheck2 = icon('file-check-2');
export const FileClock = icon('file-clock');
export const FilePenLine = icon('file-pen-line');
export const FileQuestionMark = icon('file-question-mark');
export const FileText = icon('file-text');
export const FileX2 = icon('file-x2');
export const Globe = icon('globe');
export const Handshake = icon('handshake');
export const History = icon('history');
export const Image = icon('image');
export const Inbox = icon('inbox');
export const Info = icon('info');
export const KeyRound = icon('key-round');
export const Keyboard = icon('keyboard');
export const Landmark = icon('landmark');
export const LayoutList = icon('layout-list');
export const Lightbulb = icon('lightbulb');
export const Link = icon('link');
export const Link2 = icon('link-2');
export const Link2Off = icon('link-2-off');
export const ListChecks = icon('list-checks');
export const ListFilter = icon('list-filter');
export const ListTree = icon('list-tree');
export const LoaderCircle = icon('loader-circle');
export const Lock = icon('lock');
export const LockOpen = icon('lock-open');
export const LogOut = icon('log-out');
export const Minus = icon('minus');
export const OctagonX = icon('octagon-x');
export const PanelRight = icon('panel-right');
export const Paperclip = icon('paperclip');
export const PenLine = icon('pen-line');
export const Pencil = icon('pencil');
export const PencilLine = icon('pencil-line');
export const Plug = icon('plug');
export const Plus = icon('plus');
export const RectangleHorizontal = icon('rectangle-horizontal');
export const ScanSearch = icon('scan-search');
export const Search = icon('search');
export const SearchX = icon('search-x');
export const Server = icon('server');
export const Settings = icon('settings');
export const Signature = icon('signature');
export const StickyNote = icon('sticky-note');
export const SunMoon = icon('sun-moon');
export const Table2 = icon('table-2');
export const Trash2 = icon('trash-2');
export const TriangleAlert = icon('triangle-alert');
export const Undo2 = icon('undo-2');
export const Upload = icon('upload');
export const UserRoundPen = icon('user-round-pen');
export const UserRoundPlus = icon('user-round-plus');
export const UserRoundX = icon('user-round-x');
export const UserX = icon('user-x');
export const X = icon('x');
