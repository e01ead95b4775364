/** One page to keep or to mail: all inside, nothing loaded from elsewhere, readable without its script. */
import type { Bug } from '../../bugs/bug.js';
import type { Report } from '../../model/report.js';
import { drawPage } from './html/page.js';

/** @param bug the bug that the report is about, if this build knows it: its links, and what is known of its releases */
export const renderHtml = (report: Report, bug: Bug | null): string => drawPage(report, bug);
