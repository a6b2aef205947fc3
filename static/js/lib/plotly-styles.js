// @ts-check
/**
 * Style elements that plotly.js 4.1.1, as written by make_plotly_css.py, leaves out when it finds their ids.
 */
export default ["9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53"];
