/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who owns which lines of a document.  A part that the program writes stands between two comments,
 *
 *     <!-- tenon:patterns -->
 *     …
 *     <!-- /tenon:patterns -->
 *
 * and everything outside of such pairs belongs to people: it stays byte for byte.  Invariants:
 *
 *  1. Only a pair that closes with no other mark between is a part; a broken pair is text like any other.
 *  2. A part that is not there yet goes to the end of the section with its heading, or, where there is no such section, behind
 *     the part that comes before it.
 *  3. A part that is no longer wanted disappears with its marks, and nothing else does. */

#include "artifact/tenon-document-parts.h"

#include "artifact/tenon-document.h"

#include <string.h>

#define MARK_OPEN "<!-- tenon:"
#define MARK_CLOSE "<!-- /tenon:"
#define MARK_END " -->"

static void
part_free (TenonPart *self)
{
  g_free (self->name);
  g_free (self->heading);
  g_free (self->text);
  g_free (self->kept);
  g_free (self);
}

/**
 * tenon_parts_new:
 * @title: first line of a document that does not exist yet
 *
 * Returns: (transfer full):
 */
TenonParts *
tenon_parts_new (const char *title)
{
  TenonParts *self = g_new0 (TenonParts, 1);

  self->title = g_strdup (title);
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify)part_free);
  return self;
}

void
tenon_parts_free (TenonParts *self)
{
  g_free (self->title);
  g_ptr_array_unref (self->parts);
  g_free (self);
}

/**
 * tenon_parts_add:
 * @name: unique in the document, without blanks at its ends
 * @heading: (nullable): with its number signs
 * @text: Markdown; a line end is added where it lacks one
 *
 * Returns: (transfer none):
 */
TenonPart *
tenon_parts_add (TenonParts *self,
                 const char *name,
                 const char *heading,
                 const char *text)
{
  TenonPart *part = g_new0 (TenonPart, 1);

  part->name = g_strdup (name);
  /* A name ends where its mark ends. */
  for (char *p = part->name; (p = strstr (p, "--")) != NULL;)
    *p = '_';
  part->heading = g_strdup (heading);
  part->text = g_str_has_suffix (text, "\n") ? g_strdup (text) : g_strconcat (text, "\n", NULL);
  g_ptr_array_add (self->parts, part);
  return part;
}

/**
 * tenon_parts_add_take:
 * @text: (transfer full):
 */
TenonPart *
tenon_parts_add_take (TenonParts *self,
                      const char *name,
                      const char *heading,
                      GString    *text)
{
  TenonPart *part = tenon_parts_add (self, name, heading, text->str);

  g_string_free (text, TRUE);
  return part;
}

static char *
mark_part (const TenonPart *part)
{
  return g_strconcat (MARK_OPEN, part->name, MARK_END "\n", part->text, MARK_CLOSE, part->name, MARK_END "\n", NULL);
}

/* A line of the previous text with its line end. */
typedef struct
{
  const char *text;
  gsize       length;
} Line;

static GArray *
list_lines (const char *text)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));

  while (*text != '\0')
    {
      Line line = { text, strcspn (text, "\r\n") };

      if (text[line.length] == '\r' && text[line.length + 1] == '\n')
        line.length += 2;
      else if (text[line.length] != '\0')
        line.length += 1;
      g_array_append_val (lines, line);
      text += line.length;
    }
  return lines;
}

/* Returns: (transfer full) (nullable): the name in a line that is a mark and nothing else. */
static char *
read_mark (const Line *line,
           const char *opening)
{
  g_autofree char *text = g_strstrip (g_strndup (line->text, line->length));

  if (!g_str_has_prefix (text, opening) || !g_str_has_suffix (text, MARK_END) || strlen (text) <= strlen (opening) + strlen (MARK_END))
    return NULL;
  return g_strndup (text + strlen (opening), strlen (text) - strlen (opening) - strlen (MARK_END));
}

/* A pair of marks in the previous text: 0-based lines, marks included. */
typedef struct
{
  char *name;
  guint from;
  guint to;
} Region;

static void
region_clear (gpointer data)
{
  g_free (((Region *)data)->name);
}

static GArray *
list_regions (GArray *lines)
{
  GArray          *regions = g_array_new (FALSE, FALSE, sizeof (Region));
  g_autofree char *open = NULL;
  guint            from = 0;

  g_array_set_clear_func (regions, region_clear);
  for (guint i = 0; i < lines->len; i++)
    {
      Line            *line = &g_array_index (lines, Line, i);
      g_autofree char *opening = read_mark (line, MARK_OPEN);
      g_autofree char *closing = read_mark (line, MARK_CLOSE);

      if (opening != NULL)
        {
          g_free (open);
          open = g_steal_pointer (&opening);
          from = i;
        }
      else if (closing != NULL && g_strcmp0 (open, closing) == 0)
        {
          Region region = { g_steal_pointer (&open), from, i };

          g_array_append_val (regions, region);
        }
      else if (closing != NULL)
        {
          g_clear_pointer (&open, g_free);
        }
    }
  return regions;
}

/* Without the marks. */
static char *
dup_inside (GArray *lines,
            Region *region)
{
  Line *first = &g_array_index (lines, Line, region->from);
  Line *last = &g_array_index (lines, Line, region->to);

  return g_strndup (first->text + first->length, last->text - first->text - first->length);
}

/**
 * tenon_parts_extract:
 *
 * Returns: (transfer full) (nullable): the text of the part @name without its marks
 */
char *
tenon_parts_extract (const char *text,
                     const char *name)
{
  g_autoptr (GArray) lines = list_lines (text);
  g_autoptr (GArray) regions = list_regions (lines);

  for (guint i = 0; i < regions->len; i++)
    {
      Region *region = &g_array_index (regions, Region, i);

      if (strcmp (region->name, name) == 0)
        return dup_inside (lines, region);
    }
  return NULL;
}

/* The first line of @region of @lines that @other does not have in its place, 1-based. */
static guint
find_other_line (GArray       *lines,
                 const Region *region,
                 const char   *other)
{
  const char *text = other;

  for (guint i = region->from + 1; i < region->to; i++)
    {
      Line *line = &g_array_index (lines, Line, i);

      if (strncmp (text, line->text, line->length) != 0)
        return i + 1;
      text += line->length;
    }
  return region->to + 1;
}

/**
 * tenon_parts_find_difference:
 * @name: (out) (transfer full): of the part
 * @line: (out): the first line of @text that differs, 1-based
 *
 * Returns: whether a marked part of @text is in @other too, and is not the same there
 */
gboolean
tenon_parts_find_difference (const char *text,
                             const char *other,
                             char      **name,
                             guint      *line)
{
  g_autoptr (GArray) lines = list_lines (text), other_lines = list_lines (other);
  g_autoptr (GArray) regions = list_regions (lines), other_regions = list_regions (other_lines);
  g_autoptr (GHashTable) others = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint i = 0; i < other_regions->len; i++)
    {
      Region *region = &g_array_index (other_regions, Region, i);

      g_hash_table_insert (others, region->name, dup_inside (other_lines, region));
    }
  for (guint i = 0; i < regions->len; i++)
    {
      Region          *region = &g_array_index (regions, Region, i);
      g_autofree char *here = dup_inside (lines, region);
      const char      *there = g_hash_table_lookup (others, region->name);

      if (there == NULL || strcmp (here, there) == 0)
        continue;
      *name = g_strdup (region->name);
      *line = find_other_line (lines, region, there);
      return TRUE;
    }
  return FALSE;
}

/**
 * tenon_parts_find:
 * @first_line: (out): of the opening mark, 1-based
 * @last_line: (out): of the closing mark
 *
 * Returns: whether the part @name is in @text
 */
gboolean
tenon_parts_find (const char *text,
                  const char *name,
                  guint      *first_line,
                  guint      *last_line)
{
  g_autoptr (GArray) lines = list_lines (text);
  g_autoptr (GArray) regions = list_regions (lines);

  for (guint i = 0; i < regions->len; i++)
    {
      Region *region = &g_array_index (regions, Region, i);

      if (strcmp (region->name, name) == 0)
        {
          *first_line = region->from + 1;
          *last_line = region->to + 1;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * tenon_parts_dup_unmarked:
 *
 * Returns: (transfer full): the text without the lines that are marks of parts
 */
char *
tenon_parts_dup_unmarked (const char *text)
{
  g_autoptr (GArray) lines = list_lines (text);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      Line            *line = &g_array_index (lines, Line, i);
      g_autofree char *opening = read_mark (line, MARK_OPEN);
      g_autofree char *closing = read_mark (line, MARK_CLOSE);

      if (opening == NULL && closing == NULL)
        g_string_append_len (out, line->text, (gssize)line->length);
    }
  return g_string_free (out, FALSE);
}

/* What is to happen to the previous text: lines to leave out, and text to put in front of a line. */
typedef struct
{
  TenonDocument *document;
  GArray        *lines;
  GArray        *regions;
  gboolean      *dropped; /* for each line */
  GString      **before;  /* (nullable elements) for each line and one for the end */
} Merge;

static void
put_before (Merge      *merge,
            guint       line,
            const char *text)
{
  if (merge->before[line] == NULL)
    merge->before[line] = g_string_new (NULL);
  g_string_append (merge->before[line], text);
}

static void
drop_lines (Merge *merge,
            guint  from,
            guint  to)
{
  for (guint i = from; i <= to && i < merge->lines->len; i++)
    merge->dropped[i] = TRUE;
}

static Region *
find_region (Merge      *merge,
             const char *name)
{
  for (guint i = 0; i < merge->regions->len; i++)
    {
      Region *region = &g_array_index (merge->regions, Region, i);

      if (strcmp (region->name, name) == 0)
        return region;
    }
  return NULL;
}

static gboolean
is_blank (Merge *merge,
          guint  line)
{
  Line *l = &g_array_index (merge->lines, Line, line);

  return l->text[strspn (l->text, " \t\r\n")] == '\0' || strspn (l->text, " \t\r\n") >= l->length;
}

/* Finds the line in front of which a part goes that has the heading @heading in the document already. */
static gboolean
find_place_under_heading (Merge      *merge,
                          const char *heading,
                          guint      *place)
{
  TenonBlock *block;
  guint       end;

  if (heading == NULL)
    return FALSE;
  block = tenon_document_find_heading (merge->document, heading + strspn (heading, "# "));
  if (block == NULL)
    return FALSE;
  end = MIN (tenon_document_section_end (merge->document, block), merge->lines->len);
  while (end > block->last_line && is_blank (merge, end - 1))
    end--;
  *place = end;
  return TRUE;
}

/* Moves a place to the end of the section around it, so that a new heading does not take text from the one above. */
static guint
leave_section (Merge      *merge,
               guint       place,
               const char *heading)
{
  guint level = strspn (heading, "#");
  guint end = place;

  for (guint i = 0; i < merge->document->blocks->len; i++)
    {
      TenonBlock *block = g_ptr_array_index (merge->document->blocks, i);

      if (block->kind == TENON_BLOCK_HEADING && block->item == NULL && block->quote == 0 && block->line <= place && block->level >= level)
        end = MAX (place, tenon_document_section_end (merge->document, block));
    }
  end = MIN (end, merge->lines->len);
  while (end > place && is_blank (merge, end - 1))
    end--;
  return end;
}

/* Puts a part in that the previous text does not have.  @behind is the line behind the part before it.  Returns: the line
 * behind the new one. */
static guint
insert_part (Merge           *merge,
             const TenonPart *part,
             guint            behind)
{
  g_autofree char *marked = mark_part (part);
  guint            place;

  if (part->from_line > 0 && part->to_line >= part->from_line && part->to_line <= merge->lines->len)
    {
      drop_lines (merge, part->from_line - 1, part->to_line - 1);
      put_before (merge, part->from_line - 1, marked);
      return part->to_line;
    }
  if (find_place_under_heading (merge, part->heading, &place))
    {
      put_before (merge, place, "\n");
      put_before (merge, place, marked);
      return place;
    }
  place = part->heading != NULL ? leave_section (merge, behind, part->heading) : behind;
  put_before (merge, place, "\n");
  if (part->heading != NULL)
    {
      put_before (merge, place, part->heading);
      put_before (merge, place, "\n\n");
    }
  put_before (merge, place, marked);
  return place;
}

/* Adds the text to @out, with the document's own kind of line end. */
static void
append_converted (GString    *out,
                  const char *text,
                  gboolean    has_crlf)
{
  char last = out->len > 0 ? out->str[out->len - 1] : '\n';

  if (last != '\n' && last != '\r')
    g_string_append (out, has_crlf ? "\r\n" : "\n");
  /* Behind a line that ends in "\r" alone, a line end of ours would become half of one of people's. */
  if (last == '\r' && !has_crlf)
    text += strspn (text, "\n");
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\n' && has_crlf)
        g_string_append_c (out, '\r');
      g_string_append_c (out, *p);
    }
}

/* The kind of line end most lines of people have. Only what stays is counted, as one text: so the next time finds the same, as
 * the lines the program adds have that kind too. */
static gboolean
is_crlf_usual (Merge *merge)
{
  guint n_crlf = 0, n_all = 0;
  char  last = '\0';

  for (guint i = 0; i < merge->lines->len; i++)
    {
      Line *line = &g_array_index (merge->lines, Line, i);

      for (gsize k = 0; !merge->dropped[i] && k < line->length; last = line->text[k++])
        if (line->text[k] == '\n')
          {
            n_all++;
            n_crlf += last == '\r';
          }
    }
  return n_all > 0 ? 2 * n_crlf > n_all : strstr (merge->document->text, "\r\n") != NULL;
}

static char *
assemble (Merge *merge)
{
  gboolean has_crlf = is_crlf_usual (merge);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i <= merge->lines->len; i++)
    {
      if (merge->before[i] != NULL)
        {
          append_converted (out, merge->before[i]->str, has_crlf);
          g_string_free (merge->before[i], TRUE);
        }
      if (i < merge->lines->len && !merge->dropped[i])
        {
          Line *line = &g_array_index (merge->lines, Line, i);

          g_string_append_len (out, line->text, line->length);
        }
    }
  return g_string_free (out, FALSE);
}

static gboolean
is_wanted (TenonParts *self,
           const char *name)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (strcmp (((TenonPart *)g_ptr_array_index (self->parts, i))->name, name) == 0)
      return TRUE;
  return FALSE;
}

static char *
write_new (TenonParts *self)
{
  GString *out = g_string_new (self->title);

  g_string_append_c (out, '\n');
  for (guint i = 0; i < self->parts->len; i++)
    {
      TenonPart       *part = g_ptr_array_index (self->parts, i);
      g_autofree char *marked = mark_part (part);

      g_string_append_c (out, '\n');
      if (part->heading != NULL)
        g_string_append_printf (out, "%s\n\n", part->heading);
      g_string_append (out, marked);
    }
  return g_string_free (out, FALSE);
}

/**
 * tenon_parts_merge:
 * @previous_text: (nullable): the document as it is now
 *
 * Returns: (transfer full): the document with the parts in their present form
 */
char *
tenon_parts_merge (TenonParts *self,
                   const char *previous_text)
{
  Merge            merge = { 0 };
  guint            behind;
  g_autofree char *merged = NULL;

  if (previous_text == NULL || previous_text[strspn (previous_text, " \t\r\n")] == '\0')
    return write_new (self);
  merge.document = tenon_document_parse_text (NULL, previous_text, strlen (previous_text));
  merge.lines = list_lines (previous_text);
  merge.regions = list_regions (merge.lines);
  merge.dropped = g_new0 (gboolean, merge.lines->len + 1);
  merge.before = g_new0 (GString *, merge.lines->len + 1);

  for (guint i = 0; i < merge.regions->len; i++)
    {
      Region *region = &g_array_index (merge.regions, Region, i);

      if (!is_wanted (self, region->name))
        {
          drop_lines (&merge, region->from, region->to);
          /* The blank line that came with it. */
          if (region->from > 0 && is_blank (&merge, region->from - 1) && (region->to + 1 >= merge.lines->len || is_blank (&merge, region->to + 1)))
            merge.dropped[region->from - 1] = TRUE;
        }
    }
  behind = merge.lines->len;
  for (guint i = 0; i < self->parts->len; i++)
    {
      TenonPart *part = g_ptr_array_index (self->parts, i);
      Region    *region = find_region (&merge, part->name);

      if (region != NULL)
        {
          g_autofree char *marked = mark_part (part);

          drop_lines (&merge, region->from, region->to);
          put_before (&merge, region->from, marked);
          if (part->kept != NULL)
            {
              put_before (&merge, region->from, "\n");
              put_before (&merge, region->from, part->kept);
            }
          behind = region->to + 1;
        }
      else
        {
          behind = insert_part (&merge, part, behind);
        }
    }
  merged = assemble (&merge);

  tenon_document_free (merge.document);
  g_array_unref (merge.lines);
  g_array_unref (merge.regions);
  g_free (merge.dropped);
  g_free (merge.before);
  return g_steal_pointer (&merged);
}
