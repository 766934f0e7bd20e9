/*
 * image_webp: WebP by libwebp, which decodes to any size in one pass.
 *
 * The RIFF chunks are looked at first: a file that says it is longer than it is has been cut, and
 * an EXIF chunk gives the orientation (WebP Container Specification).
 */
#include <assert.h>
#include <webp/decode.h>
#include <webp/encode.h>

#include "draw/image_imp.h"

static uint32_t little32(Str s, size_t at)
{
    uint32_t value = 0;
    for (size_t i = 4; i-- > 0;)
        value = value << 8 | (uint8_t)s.p[at + i];
    return value;
}

/* The body of the first chunk of this name; empty: there is none. */
static Str chunk_of(Str bytes, Str name)
{
    for (size_t at = 12; at + 8 <= bytes.n;) {
        size_t n = little32(bytes, at + 4);
        if (n > bytes.n - at - 8)
            break;
        if (str_equal(str_slice(bytes, at, at + 4), name))
            return str_slice(bytes, at + 8, at + 8 + n);
        at += 8 + n + n % 2;
    }
    return STR_NONE;
}

static uint8_t orientation_of(Str bytes)
{
    Str exif = chunk_of(bytes, STR("EXIF"));
    return exif.n ? image_exif_orientation(exif) : 1;
}

Str image_webp_profile(Str bytes)
{
    return chunk_of(bytes, STR("ICCP"));
}

bool image_webp_head(Str bytes, ImageHead *head)
{
    WebPBitstreamFeatures features;
    *head = (ImageHead){.orientation = 1};
    if (bytes.n < 12 || little32(bytes, 4) > bytes.n - 8 ||
        WebPGetFeatures((const uint8_t *)bytes.p, bytes.n, &features) != VP8_STATUS_OK)
        return false;
    head->width = (uint32_t)features.width;
    head->height = (uint32_t)features.height;
    head->moving = features.has_animation;
    head->orientation = orientation_of(bytes);
    return true;
}

/* Smaller at once when that is enough for wanted. */
static void scale(WebPDecoderConfig *config, const ImageHead *head, uint32_t wanted)
{
    uint64_t side = head->width > head->height ? head->width : head->height;
    if (!wanted || wanted >= side)
        return;
    config->options.use_scaling = 1;
    config->options.scaled_width = (int)((head->width * (uint64_t)wanted + side - 1) / side);
    config->options.scaled_height = (int)((head->height * (uint64_t)wanted + side - 1) / side);
}

bool image_webp_read(Arena *a, Str bytes, const ImageHead *head, uint32_t wanted, Image *image, Str shown,
                     Pos pos, Diag *d)
{
    WebPDecoderConfig config;
    const uint8_t *data = (const uint8_t *)bytes.p;
    bool good = WebPInitDecoderConfig(&config) && WebPGetFeatures(data, bytes.n, &config.input) == VP8_STATUS_OK;
    if (good) {
        bool alpha = config.input.has_alpha;
        scale(&config, head, wanted);
        image->width = config.options.use_scaling ? (uint32_t)config.options.scaled_width : head->width;
        image->height = config.options.use_scaling ? (uint32_t)config.options.scaled_height : head->height;
        image->channels = alpha ? 4 : 3;
        size_t stride = (size_t)image->width * image->channels, size = stride * image->height;
        uint8_t *pixels = arena_alloc(a, size);
        config.output.colorspace = alpha ? MODE_RGBA : MODE_RGB;
        config.output.is_external_memory = 1;
        config.output.u.RGBA = (WebPRGBABuffer){pixels, (int)stride, size};
        good = WebPDecode(data, bytes.n, &config) == VP8_STATUS_OK;
        image->pixels = pixels;
        WebPFreeDecBuffer(&config.output);
    }
    if (!good)
        image_damaged(shown, pos, "", d);
    return good;
}

/* ---- encoding ---- */

/* Effort 2 of 6 takes half the time of the usual 4, for files that are a twentieth larger. */
enum { QUALITY = 78, EFFORT = 2, LOSSLESS_EFFORT = 6 /* of 9 */ };

/* Three or four channels, which is what the encoder takes. */
static const uint8_t *coloured(Arena *a, const Image *image, size_t n)
{
    size_t from = image->channels, pixels = (size_t)image->width * image->height;
    if (from == n)
        return image->pixels;
    uint8_t *out = arena_alloc(a, pixels * n);
    for (size_t i = 0; i < pixels; i++) {
        const uint8_t *p = image->pixels + i * from;
        out[i * n] = out[i * n + 1] = out[i * n + 2] = p[0];
        if (n == 4)
            out[i * n + 3] = p[1];
    }
    return out;
}

/* Photos with some loss, drawings with none: they have edges, and few colours. */
static WebPConfig config_for(const Image *image)
{
    WebPConfig config;
    bool good = WebPConfigPreset(&config, image->photo ? WEBP_PRESET_PHOTO : WEBP_PRESET_DEFAULT, QUALITY) &&
                (image->photo || WebPConfigLosslessPreset(&config, LOSSLESS_EFFORT));
    if (image->photo)
        config.method = EFFORT;
    assert(good); /* only another version of the library could say no */
    (void)good;
    return config;
}

static Str encode(Arena *a, const WebPConfig *config, const uint8_t *pixels, int width, int height, bool alpha)
{
    WebPPicture picture;
    WebPMemoryWriter writer;
    WebPMemoryWriterInit(&writer);
    bool good = WebPPictureInit(&picture);
    picture.width = width;
    picture.height = height;
    picture.use_argb = config->lossless;
    picture.writer = WebPMemoryWrite;
    picture.custom_ptr = &writer;
    good = good && (alpha ? WebPPictureImportRGBA(&picture, pixels, width * 4) : WebPPictureImportRGB(&picture, pixels, width * 3)) &&
           WebPEncode(config, &picture);
    assert(good); /* only memory can be short */
    (void)good;
    Str bytes = str_copy(a, (Str){(const char *)writer.mem, writer.size});
    WebPPictureFree(&picture);
    WebPMemoryWriterClear(&writer);
    return bytes;
}

Str image_webp_write(Arena *a, const Image *image)
{
    bool alpha = image->channels % 2 == 0;
    size_t n = alpha ? 4 : 3;
    Image small = image_fit(a, image, WEBP_MAX_DIMENSION, WEBP_MAX_DIMENSION);
    const uint8_t *pixels = coloured(a, &small, n);
    WebPConfig config = config_for(image);
    return encode(a, &config, pixels, (int)small.width, (int)small.height, alpha);
}
