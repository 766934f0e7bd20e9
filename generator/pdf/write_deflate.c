/*
 * write_deflate: streams compressed beside the work (door to libdeflate and to POSIX threads).
 *
 * Compressing takes as long as drawing the pages does, and needs nothing of the book but the bytes:
 * so it is handed to threads that see a slot's two buffers and nothing else. They allocate nothing and
 * touch no arena. Slots form a ring and come back in the order in which they were filled, so the file
 * has the same bytes however many threads there are, none included. Whoever waits for a slot that
 * nobody has begun compresses it itself.
 *
 * Most books are short and loaded more often than made: they are compressed well. Of a long book the
 * pages are compressed quickly, in half the time to 5 % more, and all else nearly as well.
 */
#include <assert.h>
#include <libdeflate.h>
#include <pthread.h>
#include <sched.h>

#include "pdf/write_imp.h"

/* Levels of libdeflate, of 12, by DeflateEffort. 8 instead of 6 makes a book 1.5 % smaller and a fifth slower. */
static const int short_levels[] = {[DEFLATE_WELL] = 6, [DEFLATE_QUICKLY] = 6};
static const int long_levels[] = {[DEFLATE_WELL] = 5, [DEFLATE_QUICKLY] = 1};

enum {
    SLOTS = 16,         /* pages that the drawing may be ahead */
    SLOT_ROOM = 1 << 17, /* bytes of a stream: a dense page has 30 KB; a longer one is not handed over */
    THREADS = 3         /* beyond these drawing is what takes the time */
};

/* What one thread compresses with, by effort. */
typedef struct Press { struct libdeflate_compressor *of[DEFLATE_EFFORTS]; } Press;

typedef enum SlotState { SLOT_FREE, SLOT_FILLED, SLOT_TAKEN, SLOT_DONE } SlotState;

typedef struct Slot {
    SlotState state;       /* under the lock */
    DeflateTicket ticket;
    Buf raw, packed;       /* with room enough before it is filled; of whoever took it while it is taken */
} Slot;

struct Deflater {
    const int *levels;
    Press own;              /* of the thread that writes the book */
    Slot slots[SLOTS];
    size_t oldest, filled;  /* a ring: the slots in use begin at oldest */
    pthread_t threads[THREADS];
    Press theirs[THREADS];
    size_t nthreads;
    pthread_mutex_t lock;
    pthread_cond_t work, done;
    bool closing;           /* under the lock */
    Buf body;               /* a stream that was compressed at once */
};

/* false: there is no memory. */
static bool press_open(Press *press, const int *levels)
{
    bool good = true;
    for (int i = 0; i < DEFLATE_EFFORTS; i++) {
        press->of[i] = libdeflate_alloc_compressor(levels[i]);
        good &= press->of[i] != NULL;
    }
    return good;
}

static void press_close(Press *press)
{
    for (int i = 0; i < DEFLATE_EFFORTS; i++)
        libdeflate_free_compressor(press->of[i]);
    *press = (Press){0};
}

static size_t compress(const Press *press, DeflateEffort effort, Str bytes, char *to, size_t room)
{
    size_t made = libdeflate_zlib_compress(press->of[effort], bytes.p, bytes.n, to, room);
    assert(made > 0 && made <= room);
    return made;
}

static void compress_slot(const Press *press, Slot *slot)
{
    slot->packed.n = compress(press, slot->ticket.effort, buf_view(&slot->raw), slot->packed.p, slot->packed.room);
}

/* ---- the threads ---- */

static Slot *next_filled(Deflater *d)
{
    for (size_t i = 0; i < d->filled; i++) {
        Slot *slot = &d->slots[(d->oldest + i) % SLOTS];
        if (slot->state == SLOT_FILLED)
            return slot;
    }
    return NULL;
}

typedef struct Hand { Deflater *d; const Press *press; } Hand;

static void *run(void *argument)
{
    const Hand hand = *(const Hand *)argument;
    Deflater *d = hand.d;
    pthread_mutex_lock(&d->lock);
    while (!d->closing) {
        Slot *slot = next_filled(d);
        if (!slot) {
            pthread_cond_wait(&d->work, &d->lock);
            continue;
        }
        slot->state = SLOT_TAKEN;
        pthread_mutex_unlock(&d->lock);
        compress_slot(hand.press, slot);
        pthread_mutex_lock(&d->lock);
        slot->state = SLOT_DONE;
        pthread_cond_signal(&d->done);
    }
    pthread_mutex_unlock(&d->lock);
    return NULL;
}

/* Processors this process may use besides the one it runs on. */
static size_t spare_processors(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return 0;
    int count = CPU_COUNT(&set);
    return count > 1 ? (size_t)count - 1 : 0;
}

static void start_threads(Deflater *d, Arena *a)
{
    size_t wanted = spare_processors();
    if (wanted > THREADS)
        wanted = THREADS;
    pthread_attr_t attributes;
    if (wanted == 0 || pthread_attr_init(&attributes) != 0)
        return;
    pthread_attr_setstacksize(&attributes, 1 << 18); /* of 8 MB that count against the limit of memory */
    while (d->nthreads < wanted) {
        Hand *hand = arena_new(a, Hand);
        Press *press = &d->theirs[d->nthreads];
        *hand = (Hand){d, press};
        if (!press_open(press, d->levels) || pthread_create(&d->threads[d->nthreads], &attributes, run, hand) != 0) {
            press_close(press);
            break;
        }
        d->nthreads++;
    }
    pthread_attr_destroy(&attributes);
}

Deflater *deflate_open(Arena *a, bool is_long)
{
    Deflater *d = arena_new(a, Deflater);
    *d = (Deflater){.levels = is_long ? long_levels : short_levels, .lock = PTHREAD_MUTEX_INITIALIZER,
                    .work = PTHREAD_COND_INITIALIZER, .done = PTHREAD_COND_INITIALIZER, .body = buf_in(a)};
    press_open(&d->own, d->levels);
    for (size_t i = 0; i < SLOTS; i++)
        d->slots[i].raw = d->slots[i].packed = buf_in(a);
    start_threads(d, a);
    return d;
}

void deflate_close(Deflater *d)
{
    pthread_mutex_lock(&d->lock);
    d->closing = true;
    pthread_cond_broadcast(&d->work);
    pthread_mutex_unlock(&d->lock);
    for (size_t i = 0; i < d->nthreads; i++) {
        pthread_join(d->threads[i], NULL);
        press_close(&d->theirs[i]);
    }
    press_close(&d->own);
}

/* ---- the ring, seen from the writer ---- */

static size_t bound_of(const Deflater *d, DeflateEffort effort, Str bytes)
{
    return libdeflate_zlib_compress_bound(d->own.of[effort], bytes.n);
}

bool deflate_takes(const Deflater *d, Str bytes)
{
    return d->nthreads > 0 && bytes.n <= SLOT_ROOM;
}

void deflate_give(Deflater *d, DeflateTicket ticket, Str bytes)
{
    assert(deflate_takes(d, bytes) && !deflate_full(d));
    Slot *slot = &d->slots[(d->oldest + d->filled) % SLOTS];
    slot->raw.n = slot->packed.n = 0;
    buf_str(&slot->raw, bytes);
    buf_reserve(&slot->packed, bound_of(d, ticket.effort, bytes));
    slot->ticket = ticket;
    pthread_mutex_lock(&d->lock);
    slot->state = SLOT_FILLED;
    d->filled++;
    pthread_cond_signal(&d->work);
    pthread_mutex_unlock(&d->lock);
}

bool deflate_full(const Deflater *d)
{
    return d->filled == SLOTS;
}

bool deflate_take(Deflater *d, DeflateTicket *ticket, Str *packed)
{
    if (d->filled == 0)
        return false;
    Slot *slot = &d->slots[d->oldest];
    pthread_mutex_lock(&d->lock);
    if (slot->state == SLOT_FILLED) {
        slot->state = SLOT_TAKEN;
        pthread_mutex_unlock(&d->lock);
        compress_slot(&d->own, slot);
        pthread_mutex_lock(&d->lock);
        slot->state = SLOT_DONE;
    }
    while (slot->state != SLOT_DONE)
        pthread_cond_wait(&d->done, &d->lock);
    slot->state = SLOT_FREE;
    d->oldest = (d->oldest + 1) % SLOTS;
    d->filled--;
    pthread_mutex_unlock(&d->lock);
    *ticket = slot->ticket;
    *packed = buf_view(&slot->packed);
    return true;
}

Str deflate_now(Deflater *d, DeflateEffort effort, Str bytes)
{
    size_t bound = bound_of(d, effort, bytes);
    d->body.n = 0;
    buf_reserve(&d->body, bound);
    d->body.n = compress(&d->own, effort, bytes, d->body.p, bound);
    return buf_view(&d->body);
}
