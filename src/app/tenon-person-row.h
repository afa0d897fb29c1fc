/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Who decides and with what note: the fields every decision dialog has.
 * Properties: "by" (string, stripped), "note" (string, stripped), "note-required" (boolean), "evidence"
 * (boolean: a fact is stated, nothing is decided), "problem" (string,
 * nullable: what is still missing, in a sentence; notifies). */
#define TENON_TYPE_PERSON_ROW (tenon_person_row_get_type ())
G_DECLARE_FINAL_TYPE (TenonPersonRow, tenon_person_row, TENON, PERSON_ROW, GtkBox)

GtkWidget *tenon_person_row_new (void);
void       tenon_person_fill (GtkWidget   *widget,
                              GtkEditable *entry);

char       *tenon_person_row_dup_by (TenonPersonRow *self);
char       *tenon_person_row_dup_note (TenonPersonRow *self);
const char *tenon_person_row_get_problem (TenonPersonRow *self);
void        tenon_person_row_set_note_label (TenonPersonRow *self,
                                             const char     *label);
gboolean    tenon_person_row_get_note_required (TenonPersonRow *self);
void        tenon_person_row_set_note_required (TenonPersonRow *self,
                                                gboolean        required);
gboolean    tenon_person_row_get_evidence (TenonPersonRow *self);
void        tenon_person_row_set_evidence (TenonPersonRow *self,
                                           gboolean        is_evidence);
void        tenon_person_row_remember (TenonPersonRow *self);

G_END_DECLS
