import type { ReactNode } from 'react';
import { Logo } from '@/components/shell/logo';
import formArt from './form-art.svg';

type DoorProps = {
  title: string;
  intro?: ReactNode;
  children?: ReactNode;
  footnote?: ReactNode;
};

/** The frame of every screen outside the workspace. */
export function Door({ title, intro, children, footnote }: DoorProps) {
  return (
    <div className="door">
      <div className="door-form">
        <header>
          <a href="/sign-in" className="brand">
            <Logo />
            Inplace
          </a>
        </header>
        <main id="main">
          <h1>{title}</h1>
          {intro && <p>{intro}</p>}
          {children}
        </main>
        {footnote && (
          <footer className="text-ink-3">
            <small>{footnote}</small>
          </footer>
        )}
      </div>
      <div className="door-paper">
        <svg className="door-art" aria-hidden="true">
          <use href={`${(formArt as { src: string }).src}#form`} />
        </svg>
      </div>
    </div>
  );
}
