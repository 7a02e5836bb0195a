//! The parts that a drawing may be made of: what the reader knows of SVG, and nothing beside.
//!
//! What moves, runs, fetches or stands for itself (`animate`, `script`, `a`, `style`, `switch`) has no place here: it is left out,
//! or is something else by the time the drawing is written.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Elements.
const ELEMENTS: &str = "\
    circle clipPath defs ellipse feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix \
    feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR \
    feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight \
    feTile feTurbulence filter g image line linearGradient marker mask path pattern polygon polyline \
    radialGradient rect stop svg symbol text textPath tspan use";

/// Attributes, but for those that name something (`id`, `href`) and those of a style (`class`, `style`).
const ATTRIBUTES: &str = "\
    alignment-baseline amplitude azimuth baseFrequency baseline-shift bias clip-path clip-rule clipPathUnits color \
    color-interpolation color-interpolation-filters cx cy d diffuseConstant direction display divisor \
    dominant-baseline dx dy edgeMode elevation exponent fill fill-opacity fill-rule filter filterUnits flood-color \
    flood-opacity font-family font-size font-size-adjust font-stretch font-style font-variant font-weight fr fx fy \
    gradientTransform gradientUnits height image-rendering in in2 intercept k1 k2 k3 k4 kernelMatrix \
    kernelUnitLength lengthAdjust letter-spacing lighting-color limitingConeAngle marker-end marker-mid \
    marker-start markerHeight markerUnits markerWidth mask mask-type maskContentUnits maskUnits method mode \
    numOctaves offset opacity operator order orient overflow paint-order path pathLength patternContentUnits \
    patternTransform patternUnits points pointsAtX pointsAtY pointsAtZ preserveAlpha preserveAspectRatio \
    primitiveUnits r radius refX refY result rotate rx ry scale seed shape-rendering side slope spacing \
    specularConstant specularExponent spreadMethod startOffset stdDeviation stitchTiles stop-color stop-opacity \
    stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity \
    stroke-width surfaceScale tableValues targetX targetY text-anchor text-decoration text-rendering textLength \
    transform transform-origin type unicode-bidi values vector-effect viewBox visibility white-space width \
    word-spacing writing-mode x x1 x2 xChannelSelector y y1 y2 yChannelSelector z";

/// Properties of a style.
const PROPERTIES: &str = "\
    alignment-baseline baseline-shift clip-path clip-rule color color-interpolation color-interpolation-filters \
    direction display dominant-baseline fill fill-opacity fill-rule filter flood-color flood-opacity font \
    font-family font-kerning font-size font-size-adjust font-stretch font-style font-variant font-weight \
    image-rendering isolation letter-spacing lighting-color marker marker-end marker-mid marker-start mask \
    mask-type mix-blend-mode opacity overflow paint-order shape-rendering stop-color stop-opacity stroke \
    stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity \
    stroke-width text-anchor text-decoration text-rendering transform transform-origin unicode-bidi vector-effect \
    visibility white-space word-spacing writing-mode";

/// Elements that may refer to another of the drawing.
const WITH_HREF: &str = "\
    feImage filter linearGradient pattern radialGradient textPath use";

/// Functions in values, in small letters. Others may fetch (`image-set`) or are not known to the reader (`var`).
const FUNCTIONS: &str = "\
    blur brightness contrast drop-shadow grayscale hsl hsla hue-rotate icc-color invert matrix opacity rgb rgba \
    rotate saturate scale sepia skewx skewy translate";

struct Names {
    elements: HashSet<&'static str>,
    attributes: HashSet<&'static str>,
    properties: HashSet<&'static str>,
    with_href: HashSet<&'static str>,
    functions: HashSet<&'static str>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let of = |words: &'static str| words.split(' ').collect();
    Names {
        elements: of(ELEMENTS),
        attributes: of(ATTRIBUTES),
        properties: of(PROPERTIES),
        with_href: of(WITH_HREF),
        functions: of(FUNCTIONS),
    }
});

/// Whether an element is drawn or needed for drawing.
pub(super) fn is_element(name: &str) -> bool {
    NAMES.elements.contains(name)
}

/// Whether an attribute says how an element is drawn.
pub(super) fn is_attribute(name: &str) -> bool {
    NAMES.attributes.contains(name)
}

/// Whether a style may set it.
pub(super) fn is_property(name: &str) -> bool {
    NAMES.properties.contains(name)
}

/// Whether an element may refer to another.
pub(super) fn may_refer(element: &str) -> bool {
    NAMES.with_href.contains(element)
}

/// Whether a value may have this function in it.
pub(super) fn is_function(name: &str) -> bool {
    NAMES.functions.contains(name.to_ascii_lowercase().as_str())
}
