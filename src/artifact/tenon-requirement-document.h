/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/tenon-diagnostic.h"
#include "base/tenon-source.h"
#include "model/tenon-model.h"

G_BEGIN_DECLS

/* One difference between the document and the model. */
typedef struct
{
  char              *pattern_id;   /* (nullable) NULL: about the application as a whole */
  char              *property;     /* of a pattern: "rps-peak", "description"; "pattern": its row was taken out; else "fact:KEY", "relationship" */
  char              *value;        /* (nullable) text as the document has it; NULL or "": it takes the model's away */
  char              *evidence;     /* (nullable) of a fact */
  char              *file;         /* (nullable) where it stands; of a fact with the version of the file */
  char              *source;       /* (nullable) another file than the working one, by which name it was imported */
  char              *by;           /* (nullable) who accepts it */
  char              *at;           /* (nullable) */
  TenonRate         *rate;         /* (nullable) STATED, with file and line, for rates */
  TenonRelationship *relationship; /* (nullable) for "relationship" */
  char              *present;      /* (nullable) the model's value in words */
  guint              line;
  gboolean           is_new;    /* the model does not have the pattern */
  gboolean           is_choice; /* one of several that the line may mean: somebody has to say which */
} TenonPatternProposal;

/* The property of the one proposal of a file in which a merge left its marks. */
#define TENON_REQUIREMENT_CONFLICT "conflict"

guint                 tenon_requirement_document_find_conflict (const char *text);
GPtrArray            *tenon_requirement_document_read (TenonSource *source,
                                                       TenonModel  *model,
                                                       GPtrArray   *diagnostics);
GPtrArray            *tenon_requirement_document_read_foreign (TenonSource *source,
                                                               TenonModel  *model,
                                                               GPtrArray   *diagnostics);
TenonOperationType    tenon_requirement_read_operation (const char *text);
gboolean              tenon_requirement_document_is_check (const TenonPatternProposal *proposal);
char                 *tenon_requirement_document_write (TenonModel *model,
                                                        const char *previous_text);
gboolean              tenon_requirement_document_is_untouched (const char *text);
void                  tenon_pattern_proposal_apply (const TenonPatternProposal *self,
                                                    TenonModel                 *model);
void                  tenon_requirement_document_complete (TenonModel   *model,
                                                           TenonPattern *pattern);
TenonPatternProposal *tenon_pattern_proposal_copy (const TenonPatternProposal *self);
void                  tenon_pattern_proposal_free (TenonPatternProposal *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonPatternProposal, tenon_pattern_proposal_free)

G_END_DECLS
