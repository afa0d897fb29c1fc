/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  TENON_WAY_KEY,       /* the table's own key */
  TENON_WAY_LOOKUP,    /* a lookup table, then the table's own key */
  TENON_WAY_INDEX,     /* one that is there */
  TENON_WAY_SCAN,      /* all of the table, filtered */
  TENON_WAY_NEW_INDEX, /* one that would be added */
} TenonWayKind;

/* One way to serve a pattern, possible or not. */
typedef struct
{
  TenonWayKind kind;
  char        *id;         /* stable within a design: "key", "lookup:NAME", "index:NAME", "scan", "new-index" */
  char        *table;      /* the table it reads */
  char        *title;      /* fixed English: "Query on books_by_category" */
  char        *requests;   /* (nullable) "GetItem on customer_emails, then GetItem on customers" */
  char        *notes;      /* (nullable) what is to be known of it */
  char        *obstacle;   /* (nullable) why it is not possible; the rest says nothing then */
  double       n_requests; /* to the API, a call */
  double       reads;      /* read units a call */
  gboolean     is_least;   /* the number of items is not known: counted as one */
  double       dollars;    /* a month, of the whole design if the pattern went this way */
  double       difference; /* to the month as it is */
  guint        n_open;     /* terms of the month that are not known */
  gboolean     is_present; /* the pattern goes this way now */
  gboolean     is_chosen;  /* and a person said so */
} TenonWay;

const char *tenon_way_kind_to_string (TenonWayKind kind);
char       *tenon_way_dup_numbers (const TenonWay *self);
void        tenon_way_free (TenonWay *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonWay, tenon_way_free)

G_END_DECLS
