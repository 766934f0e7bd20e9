/*
 * image_profile: from the colours of a profile to sRGB. The only door to Little CMS.
 *
 * Phones write Display P3, cameras Adobe RGB; taken as sRGB both come out pale. Profiles of RGB pictures are converted
 * from, relative colorimetric as browsers do; one that is damaged, too large, or for another kind of colours is left out.
 */
#include <lcms2.h>

#include "draw/image_imp.h"

enum { PROFILE_LIMIT = 4 << 20 /* bytes; those of phones have 500, of printers a million */ };

static cmsHTRANSFORM transform_of(cmsHPROFILE from, bool alpha)
{
    cmsHPROFILE srgb = cmsCreate_sRGBProfile();
    uint32_t format = alpha ? TYPE_RGBA_8 : TYPE_RGB_8;
    cmsHTRANSFORM transform = NULL;
    if (srgb)
        transform = cmsCreateTransform(from, format, srgb, format, INTENT_RELATIVE_COLORIMETRIC, alpha ? cmsFLAGS_COPY_ALPHA : 0);
    cmsCloseProfile(srgb);
    return transform;
}

void image_to_srgb(Image *image, Str profile)
{
    if (!profile.n || profile.n > PROFILE_LIMIT || image->channels < 3)
        return;
    cmsHPROFILE from = cmsOpenProfileFromMem(profile.p, (uint32_t)profile.n);
    if (!from)
        return;
    if (cmsGetColorSpace(from) == cmsSigRgbData) {
        cmsHTRANSFORM transform = transform_of(from, image->channels == 4);
        if (transform) {
            cmsDoTransform(transform, image->pixels, (uint8_t *)(uintptr_t)image->pixels, image->width * image->height);
            cmsDeleteTransform(transform);
        }
    }
    cmsCloseProfile(from);
}
