/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How many different values a column has and how often the most frequent one comes, in memory that does not grow. */

#include "mysql/tenon-value-sketch.h"

#include <string.h>

#include "base/tenon-distinct.h"

/*
 * Up to 3/4 of the capacity every value has a counter of its own and all answers are exact. Beyond, two sketches take
 * over. The counters are kept as in Anderson et al., "A High-Performance Algorithm for Identifying Frequent Items in Data
 * Streams" (2017): when they run out, the median of a sample of them is taken off all and those at 0 go; the sum of what
 * was taken off is the error of each. The different values are counted by the registers of base/tenon-distinct.c.
 */

/* Counters looked at for a median. */
#define SAMPLE 256
#define FIRST_CAPACITY 16

typedef struct
{
  guint64 hash; /* 0: empty */
  gint64  count;
} Counter;

struct _TenonValueSketch
{
  Counter *counters; /* (owned) open addressing, a power of two */
  guint    n_slots;
  guint    n_slots_max;
  guint    used;
  gint64   taken_off; /* of every counter so far */
  guint    precision;
  guint8  *registers; /* (owned) (nullable) %NULL while all is exact */
  guint64  run_hash;  /* equal values often follow one another */
  gint64   run;
  gint64   longest_run;
};

/* Bits of a 64-bit number mixed so that each depends on all (the finalizer of MurmurHash3). */
static inline guint64
mix (guint64 x)
{
  x ^= x >> 33;
  x *= G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
  x ^= x >> 33;
  x *= G_GUINT64_CONSTANT (0xc4ceb9fe1a85ec53);
  return x ^ (x >> 33);
}

/**
 * tenon_value_hash:
 *
 * Returns: a hash that is never 0
 */
guint64
tenon_value_hash (const char *bytes,
                  gsize       length)
{
  guint64 h = G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) ^ (length * G_GUINT64_CONSTANT (0xff51afd7ed558ccd));
  guint64 word;

  for (; length >= 8; bytes += 8, length -= 8)
    {
      memcpy (&word, bytes, 8);
      h = (h ^ word) * G_GUINT64_CONSTANT (0x87c37b91114253d5);
      h ^= h >> 29;
    }
  word = 0;
  memcpy (&word, bytes, length);
  h = mix (h ^ word * G_GUINT64_CONSTANT (0x4cf5ad432745937f));
  return h != 0 ? h : 1;
}

guint64
tenon_value_hash_join (guint64 first,
                       guint64 second)
{
  guint64 h = mix (first * 31 + second);

  return h != 0 ? h : 1;
}

/* The inverse of mix(): its shifts undo themselves, its factors are odd. */
static guint64
unmix (guint64 x)
{
  x ^= x >> 33;
  x *= G_GUINT64_CONSTANT (0x9cb4b2f8129337db);
  x ^= x >> 33;
  x *= G_GUINT64_CONSTANT (0x4f74430c22a54005);
  return x ^ (x >> 33);
}

/**
 * tenon_value_hash_int:
 *
 * Returns: a hash that is never 0, and tells of whole numbers which it is: tenon_value_unhash_int(). The least number of
 *   all, which nothing is called by, would be 0 and shares the hash of another
 */
guint64
tenon_value_hash_int (gint64 value)
{
  guint64 h = mix ((guint64)value ^ G_GUINT64_CONSTANT (0x8000000000000000));

  return h != 0 ? h : 1;
}

gint64
tenon_value_unhash_int (guint64 hash)
{
  return (gint64)(unmix (hash) ^ G_GUINT64_CONSTANT (0x8000000000000000));
}

/**
 * tenon_value_sketch_new:
 * @capacity: counters, of 16 bytes each, at most; rounded up to a power of two
 * @precision: 4 to 16: the logarithm of the number of HyperLogLog's registers, of a byte each
 */
TenonValueSketch *
tenon_value_sketch_new (guint capacity,
                        guint precision)
{
  TenonValueSketch *self = g_new0 (TenonValueSketch, 1);

  self->n_slots_max = FIRST_CAPACITY;
  while (self->n_slots_max < capacity)
    self->n_slots_max *= 2;
  self->n_slots = FIRST_CAPACITY;
  self->counters = g_new0 (Counter, self->n_slots);
  self->precision = CLAMP (precision, 4, 16);
  return self;
}

void
tenon_value_sketch_free (TenonValueSketch *self)
{
  g_free (self->counters);
  g_free (self->registers);
  g_free (self);
}

static inline Counter *
find_counter (Counter *counters,
              guint    n_slots,
              guint64  hash)
{
  guint i = hash & (n_slots - 1);

  while (counters[i].hash != 0 && counters[i].hash != hash)
    i = (i + 1) & (n_slots - 1);
  return &counters[i];
}

/* Puts the counters into a table of so many slots, with so much taken off each. */
static void
rebuild (TenonValueSketch *self,
         guint             n_slots,
         gint64            take_off)
{
  Counter *old = self->counters;
  guint    n_old = self->n_slots;

  self->counters = g_new0 (Counter, n_slots);
  self->n_slots = n_slots;
  self->used = 0;
  self->taken_off += take_off;
  for (guint i = 0; i < n_old; i++)
    if (old[i].hash != 0 && old[i].count > take_off)
      {
        Counter *counter = find_counter (self->counters, n_slots, old[i].hash);

        counter->hash = old[i].hash;
        counter->count = old[i].count - take_off;
        self->used++;
      }
  g_free (old);
}

static int
compare_counts (gconstpointer a,
                gconstpointer b)
{
  gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

  return (x > y) - (x < y);
}

static gint64
sample_median (TenonValueSketch *self)
{
  gint64 sample[SAMPLE];
  guint  n = 0;

  for (guint i = 0; i < self->n_slots && n < SAMPLE; i++)
    if (self->counters[i].hash != 0)
      sample[n++] = self->counters[i].count;
  qsort (sample, n, sizeof *sample, compare_counts);
  return MAX (1, sample[n / 2]);
}

static void
make_room (TenonValueSketch *self)
{
  if (self->n_slots < self->n_slots_max)
    {
      rebuild (self, self->n_slots * 2, 0);
      return;
    }
  if (self->registers == NULL)
    {
      self->registers = g_new0 (guint8, 1u << self->precision);
      for (guint i = 0; i < self->n_slots; i++)
        if (self->counters[i].hash != 0)
          tenon_distinct_note (self->registers, self->precision, self->counters[i].hash);
    }
  rebuild (self, self->n_slots, sample_median (self));
}

/* Counts the run of equal values that has ended. */
void
tenon_value_sketch_end_run (TenonValueSketch *self)
{
  Counter *counter;

  if (self->run == 0)
    return;
  self->longest_run = MAX (self->longest_run, self->run);
  counter = find_counter (self->counters, self->n_slots, self->run_hash);
  if (counter->hash == 0)
    {
      if (self->registers != NULL)
        tenon_distinct_note (self->registers, self->precision, self->run_hash);
      if ((self->used + 1) * 4 > self->n_slots * 3)
        {
          make_room (self);
          if (self->registers != NULL)
            tenon_distinct_note (self->registers, self->precision, self->run_hash);
          counter = find_counter (self->counters, self->n_slots, self->run_hash);
        }
      counter->hash = self->run_hash;
      self->used++;
    }
  counter->count += self->run;
  self->run = 0;
}

/**
 * tenon_value_sketch_add:
 * @hash: not 0; of the value
 *
 * Once all are added, call tenon_value_sketch_end_run() before asking.
 */
void
tenon_value_sketch_add (TenonValueSketch *self,
                        guint64           hash)
{
  if (hash == self->run_hash)
    {
      self->run++;
      return;
    }
  tenon_value_sketch_end_run (self);
  self->run_hash = hash;
  self->run = 1;
}

/**
 * tenon_value_sketch_get_distinct:
 * @error: (out): the relative standard error; 0: exact
 */
double
tenon_value_sketch_get_distinct (TenonValueSketch *self,
                                 double           *error)
{
  *error = self->registers != NULL ? tenon_distinct_get_error (self->precision) : 0;
  return self->registers != NULL ? tenon_distinct_estimate (self->registers, self->precision) : self->used;
}

/**
 * tenon_value_sketch_get_maximum:
 * @at_most: (out): an upper bound; equal to the lower one where that is exact
 *
 * Returns: how often the most frequent value comes, at least
 */
gint64
tenon_value_sketch_get_maximum (TenonValueSketch *self,
                                gint64           *at_most)
{
  gint64 maximum = 0;

  for (guint i = 0; i < self->n_slots; i++)
    maximum = MAX (maximum, self->counters[i].count);
  *at_most = maximum + self->taken_off;
  return MAX (maximum, self->longest_run);
}

static int
compare_value_counts (gconstpointer a,
                      gconstpointer b)
{
  const TenonValueCount *x = a, *y = b;

  if (x->count != y->count)
    return x->count > y->count ? -1 : 1;
  return x->hash < y->hash ? -1 : x->hash > y->hash;
}

/**
 * tenon_value_sketch_list:
 *
 * Returns: (transfer full) (element-type TenonValueCount): the values that have a counter, the most frequent first; each
 *   came as often as it says at least, and at most so many times more as tenon_value_sketch_get_slack() says
 */
GArray *
tenon_value_sketch_list (TenonValueSketch *self)
{
  GArray *list = g_array_sized_new (FALSE, FALSE, sizeof (TenonValueCount), self->used);

  for (guint i = 0; i < self->n_slots; i++)
    if (self->counters[i].hash != 0)
      {
        TenonValueCount count = { self->counters[i].hash, self->counters[i].count };

        g_array_append_val (list, count);
      }
  g_array_sort (list, compare_value_counts);
  return list;
}

/**
 * tenon_value_sketch_get_slack:
 *
 * Each time counters are taken from, about half of them go: the slack is at most about one part in 3/8 of the capacity of
 * all values added.
 *
 * Returns: how often a value may have come more than its counter says, or without having one; 0 where all is exact
 */
gint64
tenon_value_sketch_get_slack (TenonValueSketch *self)
{
  return self->taken_off;
}

/**
 * tenon_value_sketch_dup_registers:
 *
 * Returns: (transfer full): of the precision asked for; those of several sketches join to those of all
 */
guint8 *
tenon_value_sketch_dup_registers (TenonValueSketch *self)
{
  guint8 *registers = g_new0 (guint8, 1u << self->precision);

  if (self->registers != NULL)
    memcpy (registers, self->registers, 1u << self->precision);
  for (guint i = 0; self->registers == NULL && i < self->n_slots; i++)
    if (self->counters[i].hash != 0)
      tenon_distinct_note (registers, self->precision, self->counters[i].hash);
  return registers;
}
