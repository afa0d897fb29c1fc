/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Remembers what became of a statement by its skeleton: its text with the numbers and the plain strings taken out, which
 * one cheap pass finds. A log has few skeletons and many statements, so that the fingerprint is made a few times only.
 *
 * Two statements of one skeleton must have one fingerprint. Therefore a statement with anything that the passes of the
 * fingerprint treat by more than its place, such as a comment, a backslash or a quote inside a string, has none.
 */

#include "mysql/tenon-log-skeleton.h"

#include <string.h>

#include "mysql/tenon-fingerprint-private.h"

/* Longer statements are seldom and differ; the text kept in memory stays below MAX_TEXT. */
#define MAX_LENGTH 4096
#define MAX_TEXT (8 << 20)
#define MAX_SKELETONS 65536

typedef struct
{
  guint64          hash;
  guint32          offset; /* of the skeleton in the text */
  guint32          length; /* 0: free */
  TenonLogSkeleton kept;
} Slot;

struct _TenonLogSkeletons
{
  Slot  *slots; /* (owned) a power of two */
  guint  n_slots;
  guint  n_used;
  char  *text; /* (owned) */
  gsize  text_length;
  gsize  text_size;
  guint8 classes[256];

  TenonLogLiteral literals[MAX_LENGTH]; /* of the statement looked for last */
  guint           n_literals;
};

enum
{
  BYTE_PLAIN,  /* stands for itself, and may stand in a string */
  BYTE_NUMBER, /* begins a number */
  BYTE_QUOTE,
  BYTE_OTHER, /* stands for itself, but not in a string */
  BYTE_STOP,  /* no skeleton */
};

static void
init_classes (guint8 classes[256])
{
  memset (classes, BYTE_PLAIN, 256);
  for (int c = '0'; c <= '9'; c++)
    classes[c] = BYTE_NUMBER;
  classes['+'] = classes['-'] = BYTE_NUMBER;
  classes['\''] = classes['"'] = BYTE_QUOTE;
  classes['\\'] = classes['#'] = classes['\0'] = BYTE_STOP;
  classes['('] = classes[')'] = classes['/'] = classes['*'] = classes[';'] = BYTE_OTHER;
}

TenonLogSkeletons *
tenon_log_skeletons_new (void)
{
  TenonLogSkeletons *self = g_new0 (TenonLogSkeletons, 1);

  self->n_slots = 1024;
  self->slots = g_new0 (Slot, self->n_slots);
  self->text_size = 65536;
  self->text = g_malloc (self->text_size);
  init_classes (self->classes);
  return self;
}

void
tenon_log_skeletons_free (TenonLogSkeletons *self)
{
  g_free (self->slots);
  g_free (self->text);
  g_free (self);
}

/* The string that begins at @p, where nothing in it matters; NULL otherwise. */
static inline const char *
plain_string_end (const guint8 *classes,
                  const char   *p,
                  const char   *end)
{
  char quote = *p;

  for (p++; p < end && *p != quote; p++)
    {
      guint8 k = classes[(guchar)*p];

      if (k > BYTE_NUMBER || (k == BYTE_NUMBER && *p == '-' && p[1] == '-'))
        return NULL;
    }
  return p < end ? p + 1 : NULL;
}

/* Two signs may begin a comment. */
static inline const char *
number_end (const char *p,
            const char *end)
{
  const char *stop = tenon_fingerprint_number_end (p, end);

  for (p++; p < stop; p++)
    if (p[0] == '-' && p[-1] == '-')
      return NULL;
  return stop;
}

/* Words whose statements the fingerprint treats apart, looking into what a skeleton leaves out. */
static gboolean
is_apart (const char *sql,
          gsize       length)
{
  static const char *const words[] = { "use", "call", "administrator command" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (length >= strlen (words[i]) && (*sql | 0x20) == *words[i] && g_ascii_strncasecmp (sql, words[i], strlen (words[i])) == 0)
      return TRUE;
  return g_ascii_isspace (*sql);
}

static guint64
hash_text (const char *p,
           gsize       length)
{
  guint64 h = length, word;

  for (; length >= sizeof word; p += sizeof word, length -= sizeof word)
    {
      memcpy (&word, p, sizeof word);
      h = (h ^ word) * 0x9e3779b97f4a7c15;
      h ^= h >> 32;
    }
  word = 0;
  memcpy (&word, p, length);
  h = (h ^ word) * 0x9e3779b97f4a7c15;
  return h ^ h >> 32;
}

/*
 * Returns the length of what is written to @out, which has room for @length bytes; 0 where there is no skeleton.
 * A number leaves what its first and its last byte are, which decides whether a word may end or begin there.
 */
static gsize
write_skeleton (TenonLogSkeletons *self,
                const char        *sql,
                gsize              length,
                char              *out)
{
  static const char number_kinds[2][2] = { { '0', '1' }, { '+', '-' } };
  const guint8     *classes = self->classes;
  const char       *p = sql, *end = p + length;
  char             *start = out;
  TenonLogLiteral  *literal = self->literals;

  while (p < end)
    {
      const char *begin = p;
      char        c = *p;

      switch (classes[(guchar)c])
        {
        case BYTE_NUMBER:
          p = number_end (p, end);
          c = p == NULL ? c : number_kinds[c == '+' || c == '-'][!g_ascii_isalnum (p[-1])];
          break;
        case BYTE_QUOTE:
          p = plain_string_end (classes, p, end);
          break;
        case BYTE_STOP:
          return 0;
        case BYTE_OTHER:
          if (c == '/' && p + 1 < end && p[1] == '*')
            return 0;
          *out++ = c;
          p++;
          continue;
        default:
          *out++ = c;
          p++;
          continue;
        }
      if (p == NULL)
        return 0;
      *literal++ = (TenonLogLiteral){ begin - sql, p - sql };
      *out++ = c;
    }
  self->n_literals = literal - self->literals;
  return out - start;
}

static void
forget (TenonLogSkeletons *self)
{
  memset (self->slots, 0, self->n_slots * sizeof *self->slots);
  self->n_used = 0;
  self->text_length = 0;
}

static void
grow (TenonLogSkeletons *self)
{
  g_autofree Slot *old = self->slots;
  guint            n_old = self->n_slots;

  self->n_slots *= 2;
  self->slots = g_new0 (Slot, self->n_slots);
  for (guint i = 0; i < n_old; i++)
    if (old[i].length > 0)
      {
        guint at = old[i].hash & (self->n_slots - 1);

        while (self->slots[at].length > 0)
          at = (at + 1) & (self->n_slots - 1);
        self->slots[at] = old[i];
      }
}

/**
 * tenon_log_skeletons_find:
 * @sql: not terminated
 *
 * Returns: (transfer none) (nullable): what is kept for all statements of this skeleton; to be written before the next
 *   call. %NULL for a statement without a skeleton.
 */
TenonLogSkeleton *
tenon_log_skeletons_find (TenonLogSkeletons *self,
                          const char        *sql,
                          gsize              length)
{
  char   *skeleton;
  gsize   n;
  guint64 hash;
  guint   at;

  if (length == 0 || length > MAX_LENGTH || is_apart (sql, length))
    return NULL;
  if (self->text_length + length > MAX_TEXT || self->n_used >= MAX_SKELETONS)
    forget (self);
  if (self->text_length + length > self->text_size)
    {
      self->text_size = MAX (self->text_size * 2, self->text_length + length);
      self->text = g_realloc (self->text, self->text_size);
    }
  skeleton = self->text + self->text_length;
  n = write_skeleton (self, sql, length, skeleton);
  if (n == 0)
    return NULL;
  hash = hash_text (skeleton, n);
  for (at = hash & (self->n_slots - 1); self->slots[at].length > 0; at = (at + 1) & (self->n_slots - 1))
    if (self->slots[at].hash == hash && self->slots[at].length == n && memcmp (self->text + self->slots[at].offset, skeleton, n) == 0)
      return &self->slots[at].kept;
  if (self->n_used * 2 > self->n_slots)
    {
      grow (self);
      for (at = hash & (self->n_slots - 1); self->slots[at].length > 0;)
        at = (at + 1) & (self->n_slots - 1);
    }
  self->slots[at] = (Slot){ .hash = hash, .offset = self->text_length, .length = n };
  self->text_length += n;
  self->n_used++;
  return &self->slots[at].kept;
}

/**
 * tenon_log_skeletons_get_literals:
 *
 * Returns: (transfer none): what the skeleton found last leaves out of its statement, in order
 */
const TenonLogLiteral *
tenon_log_skeletons_get_literals (TenonLogSkeletons *self,
                                  guint             *n_literals)
{
  *n_literals = self->n_literals;
  return self->literals;
}
